"""Classical learners of scikit-learn 1.2 on the digits and on random tables: learners.json. Run with python3-sklearn installed; run with
--data FOLDER it also writes digits.npy and digit-labels.npy there."""
import json
import pathlib
import sys

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier

digits = load_digits()
if '--data' in sys.argv:
    folder = pathlib.Path(sys.argv[sys.argv.index('--data') + 1])
    np.save(folder / 'digits.npy', digits.data.astype(np.uint8))
    np.save(folder / 'digit-labels.npy', digits.target.astype(np.uint8)[:, None])

half = len(digits.data) // 2
train, test = (digits.data[:half], digits.target[:half]), (digits.data[half:], digits.target[half:])


def listed(array):
    return [float(v) for v in np.asarray(array, float).ravel()]


accuracies = {
    name: round(model.fit(*train).score(*test), 4)
    for name, model in {
        'decisionTree': DecisionTreeClassifier(random_state=0),
        'randomForest': RandomForestClassifier(100, random_state=0),
        'svm': SVC(),
        'linearSvm': LinearSVC(tol=1e-6, dual=False, max_iter=10000),
        'kNearestNeighbours': KNeighborsClassifier(),
    }.items()
}
# of numbers from 0 to 1, where it converges sooner
unit = LogisticRegression(max_iter=5000, tol=1e-8).fit(train[0] / 16, train[1])
accuracies['logisticRegression'] = round(unit.score(test[0] / 16, test[1]), 4)

rng = np.random.default_rng(3)
X = np.round(rng.normal(size=(40, 4)) * 256) / 256
# the fifth feature says what the first two say, exactly in 32 bits
X = np.hstack([X, X[:, :1] + X[:, 1:2]])
y = (X @ rng.normal(size=(5, 2)) + 0.3 * rng.normal(size=(40, 2)) + 2).astype(np.float32).astype(float)
three = np.argmax(X[:, :3] + 0.5 * rng.normal(size=(40, 3)), axis=1)
two = (three > 0).astype(int)
least, short = LinearRegression().fit(X, y), Ridge(alpha=3).fit(X, y)
multi = LogisticRegression(tol=1e-12, max_iter=10000, solver='newton-cg').fit(X, three)
pair = LogisticRegression(C=0.5, tol=1e-12, max_iter=10000, solver='newton-cg').fit(X, two)
plane = LinearSVC(C=0.7, tol=1e-12, dual=False, max_iter=100000).fit(X, two)
machine = SVC(C=2, tol=1e-6).fit(X, three)
parts = PCA().fit(X)
groups = KMeans(9, n_init=500, tol=0, random_state=0).fit(X)
# near the borders between classes: a shift of them shows
fresh = np.round(rng.normal(size=(300, 5)) * 256) / 256
near = KNeighborsClassifier(4, weights='distance').fit(X[:30], three[:30])

out = {
    'accuracies': accuracies,
    'shape': list(X.shape),
    'table': listed(X),
    'numbers': listed(y),
    'three': three.tolist(),
    'two': two.tolist(),
    'linearRegression': {'coef': listed(least.coef_), 'intercept': listed(least.intercept_), 'score': least.score(X, y)},
    'ridge': {'coef': listed(short.coef_), 'intercept': listed(short.intercept_)},
    'logisticRegression': {'coef': listed(multi.coef_), 'intercept': listed(multi.intercept_), 'proba': listed(multi.predict_proba(X))},
    'logisticPair': {'coef': listed(pair.coef_), 'intercept': listed(pair.intercept_)},
    'linearSvm': {'coef': listed(plane.coef_), 'intercept': listed(plane.intercept_)},
    'svm': {'support': sorted(machine.support_.tolist()), 'gamma': machine._gamma, 'predicted': machine.predict(X).tolist(), 'fresh': listed(fresh), 'answers': machine.predict(fresh).tolist()},
    'pca': {'variance': listed(parts.explained_variance_), 'ratio': listed(parts.explained_variance_ratio_), 'components': listed(parts.components_[:4])},
    'kMeans': {'inertia': groups.inertia_},
    'kNearestNeighbours': listed(near.predict_proba(X[30:])),
}
path = pathlib.Path(__file__).with_name('learners.json')
path.write_text(json.dumps(out) + '\n')
print(accuracies, path.stat().st_size)
