/** Generated from shaders/ by test/unit/kernels.test.ts; run `npm run docs` after changing a kernel's Params. */
export const KERNELS = {
  "filter/convolveAxisLongX": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "taps": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "filter/convolveAxisLongY": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "taps": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "filter/convolveAxisX": {
    "size": 160,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "weights": {
        "offset": 16,
        "scalar": "f32",
        "length": 4,
        "array": true
      }
    }
  },
  "filter/convolveAxisY": {
    "size": 160,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "weights": {
        "offset": 16,
        "scalar": "f32",
        "length": 4,
        "array": true
      }
    }
  },
  "pointwise/map": {
    "size": 0,
    "params": {}
  }
} as const;
