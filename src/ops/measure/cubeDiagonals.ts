/**
 * By which diagonals the polygons of cubes are cut: of those that can be cut in several ways, in the order of `cubeFillings`, which of the ways it is, in base 16. Any would do; these
 * are those of scikit-image 0.19, asked of it cube by cube: written by test/golden/make_levels.py.
 */
export const DIAGONALS = [
  '0121302121103230120ba1313b1723331111303b023220a0700b01121172000071123010170710017140c2223220c0013b003182404420c441010c02',
  '481132312181118220101802312220033000023321881000033002211b23211b2328002cb3b2c1022b132c02700007308120b330183b2b8310c123b0',
  '0123b0011002200000cc03113000022001120210c010133c100c12021211c420810104480344042c1201b10118023213280417100170701012200701',
  '1127113011b11705123210b3031010222271b31315b1321332010313020310',
].join('');

/** The same of the tunnels between two opposite edges, of the strips of `cubeTunnels`. */
export const TUNNELS = '5d5d5d';
