/** Generated from shaders/ by test/unit/generated/kernels.test.ts; run `npm run docs` after changing a kernel's Params. */
export const KERNELS = {
  "acquisition/bayerMosaic": {
    "size": 16,
    "params": {
      "site": {
        "offset": 0,
        "scalar": "u32",
        "length": 4,
        "array": false
      }
    }
  },
  "acquisition/demosaic": {
    "size": 16,
    "params": {
      "site": {
        "offset": 0,
        "scalar": "u32",
        "length": 4,
        "array": false
      }
    }
  },
  "background/rollingBall": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "groups": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "singles": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "color/colormap": {
    "size": 4,
    "params": {
      "last": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "color/labelColors": {
    "size": 4,
    "params": {
      "count": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "color/labelMeans": {
    "size": 0,
    "params": {}
  },
  "color/labelSums": {
    "size": 4,
    "params": {
      "size": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "color/mixChannels": {
    "size": 0,
    "params": {}
  },
  "color/rgbToHsv": {
    "size": 0,
    "params": {}
  },
  "distance/follow": {
    "size": 4,
    "params": {
      "nothing": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "distance/nearestAlong": {
    "size": 16,
    "params": {
      "weight": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "far": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "row_weight": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "row_far": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "distance/nearestInRow": {
    "size": 4,
    "params": {
      "far": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "distance/packRow": {
    "size": 0,
    "params": {}
  },
  "engine/stop": {
    "size": 16,
    "params": {
      "below": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "check": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "max": {
        "offset": 8,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "watched": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "exposure/lookup": {
    "size": 0,
    "params": {}
  },
  "exposure/matched": {
    "size": 0,
    "params": {}
  },
  "exposure/tileCounts": {
    "size": 24,
    "params": {
      "bins": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "kx": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ky": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "kz": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "across": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "strips": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "exposure/tileCurves": {
    "size": 8,
    "params": {
      "bins": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "most": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "exposure/tileLookup": {
    "size": 28,
    "params": {
      "none": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "kx": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ky": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "kz": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "nx": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ny": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "nz": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "features/bestOfLabels": {
    "size": 8,
    "params": {
      "slots": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "most": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "features/eigenvalues": {
    "size": 0,
    "params": {}
  },
  "features/eigenvaluesBack": {
    "size": 0,
    "params": {}
  },
  "features/labelChains": {
    "size": 8,
    "params": {
      "slots": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "pitch": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "features/labelPeaks": {
    "size": 16,
    "params": {
      "distance": {
        "offset": 0,
        "scalar": "i32",
        "length": 4,
        "array": false
      }
    }
  },
  "features/ridges": {
    "size": 16,
    "params": {
      "scale": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "alpha": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "beta": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "gamma": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "features/spacedPeaks": {
    "size": 16,
    "params": {
      "distance": {
        "offset": 0,
        "scalar": "i32",
        "length": 4,
        "array": false
      }
    }
  },
  "features/thinEdges": {
    "size": 0,
    "params": {}
  },
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
      "left": {
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
  "filter/correlate": {
    "size": 28,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "kz": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ky": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "pieces": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "left": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_y": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_z": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "filter/localMomentsLongX": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "size": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "left": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "filter/localMomentsLongY": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "size": {
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
  "filter/localMomentsX": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "size": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "left": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "filter/localMomentsY": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "size": {
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
  "filter/uniformAxisX": {
    "size": 16,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "scale": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "left": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "blocks": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "filter/uniformAxisY": {
    "size": 16,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "scale": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "before": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "blocks": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "filter/uniformBlocksX": {
    "size": 8,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "filter/uniformBlocksY": {
    "size": 8,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "fourier/hermitian": {
    "size": 4,
    "params": {
      "half": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "fourier/pair": {
    "size": 0,
    "params": {}
  },
  "fourier/passX": {
    "size": 12,
    "params": {
      "count": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "done": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "step": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "fourier/passY": {
    "size": 12,
    "params": {
      "count": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "done": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "step": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "generate/cells": {
    "size": 48,
    "params": {
      "step": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "start": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "count": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "shading": {
        "offset": 32,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "generate/ellipsoids": {
    "size": 32,
    "params": {
      "step": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "start": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "count": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "generate/tubes": {
    "size": 48,
    "params": {
      "step": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "start": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "count": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "edge": {
        "offset": 32,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "geodesic/areaDiagonals": {
    "size": 4,
    "params": {
      "enough": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "geodesic/areaNext": {
    "size": 0,
    "params": {}
  },
  "geodesic/areaRows": {
    "size": 4,
    "params": {
      "enough": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "geodesic/areaX": {
    "size": 4,
    "params": {
      "enough": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "geodesic/sweepRows": {
    "size": 0,
    "params": {}
  },
  "geodesic/sweepX": {
    "size": 0,
    "params": {}
  },
  "geodesic/thin": {
    "size": 0,
    "params": {}
  },
  "geodesic/thinVolume": {
    "size": 0,
    "params": {}
  },
  "geometry/concatenate": {
    "size": 32,
    "params": {
      "starts": {
        "offset": 0,
        "scalar": "i32",
        "length": 4,
        "array": true
      }
    }
  },
  "geometry/fold": {
    "size": 4,
    "params": {
      "start": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "geometry/gather": {
    "size": 20,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "x_start": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "x_step": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "y_start": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "z_start": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "geometry/giveBack": {
    "size": 0,
    "params": {}
  },
  "geometry/reshape": {
    "size": 0,
    "params": {}
  },
  "geometry/spread": {
    "size": 8,
    "params": {
      "start": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "step": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "geometry/take": {
    "size": 0,
    "params": {}
  },
  "geometry/transposeX": {
    "size": 0,
    "params": {}
  },
  "gradient/components": {
    "size": 8,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "scale": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "gradient/differences": {
    "size": 16,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "side": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "middle": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "scale": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "gradient/hessianMatrix": {
    "size": 0,
    "params": {}
  },
  "learn/forestProba": {
    "size": 0,
    "params": {}
  },
  "lib/rays": {
    "size": 208,
    "params": {
      "origin": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "step": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_right": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "low": {
        "offset": 28,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_down": {
        "offset": 32,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "high": {
        "offset": 44,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction": {
        "offset": 48,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "density": {
        "offset": 60,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_right": {
        "offset": 64,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "level": {
        "offset": 76,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_down": {
        "offset": 80,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "shading": {
        "offset": 92,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_low": {
        "offset": 96,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "opacity": {
        "offset": 108,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_high": {
        "offset": 112,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "between": {
        "offset": 124,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 128,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "shade": {
        "offset": 140,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "last": {
        "offset": 144,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "scale": {
        "offset": 160,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "key": {
        "offset": 176,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "fill": {
        "offset": 192,
        "scalar": "f32",
        "length": 3,
        "array": false
      }
    }
  },
  "lib/voxels": {
    "size": 64,
    "params": {
      "size": {
        "offset": 0,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "base": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 16,
        "scalar": "u32",
        "length": 4,
        "array": false
      },
      "after": {
        "offset": 32,
        "scalar": "u32",
        "length": 4,
        "array": false
      },
      "pitch": {
        "offset": 48,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "z_pitch": {
        "offset": 52,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "bits": {
        "offset": 56,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "kind": {
        "offset": 60,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/argRows": {
    "size": 4,
    "params": {
      "stride": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/argX": {
    "size": 4,
    "params": {
      "stride": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/bitsAt": {
    "size": 4,
    "params": {
      "channels": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/contourEnds": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/contourJumps": {
    "size": 8,
    "params": {
      "span": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "capacity": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/contourLengths": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/contourLinks": {
    "size": 24,
    "params": {
      "level": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "below": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "exact": {
        "offset": 8,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "high": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "capacity": {
        "offset": 16,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "channels": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/contourMarks": {
    "size": 16,
    "params": {
      "level": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "below": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "exact": {
        "offset": 8,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "high": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/contourPoints": {
    "size": 20,
    "params": {
      "level": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "below": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "exact": {
        "offset": 8,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "high": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "channels": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/contourRows": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/digit": {
    "size": 4,
    "params": {
      "shift": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/digitPart": {
    "size": 24,
    "params": {
      "bins": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "spans": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "rows": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "groups": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "above": {
        "offset": 16,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "shift": {
        "offset": 20,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/fromBits": {
    "size": 0,
    "params": {}
  },
  "measure/histogramEdges": {
    "size": 4,
    "params": {
      "bins": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/histogramField": {
    "size": 8,
    "params": {
      "bins": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "each": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/histogramPart": {
    "size": 16,
    "params": {
      "bins": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "spans": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "rows": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "groups": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/keyValue": {
    "size": 0,
    "params": {}
  },
  "measure/narrow": {
    "size": 4,
    "params": {
      "bit": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/orderedKey": {
    "size": 0,
    "params": {}
  },
  "measure/places": {
    "size": 8,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "channels": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/rangeX": {
    "size": 0,
    "params": {}
  },
  "measure/rank": {
    "size": 8,
    "params": {
      "high": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "low": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/reduceRows": {
    "size": 0,
    "params": {}
  },
  "measure/reduceX": {
    "size": 0,
    "params": {}
  },
  "measure/regionCentres": {
    "size": 0,
    "params": {}
  },
  "measure/regionCentroids": {
    "size": 12,
    "params": {
      "x": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "y": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "z": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionCounts": {
    "size": 0,
    "params": {}
  },
  "measure/regionCrossings": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionDeviation": {
    "size": 12,
    "params": {
      "x": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "y": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "z": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionEuler": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionIntensity": {
    "size": 0,
    "params": {}
  },
  "measure/regionMass": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionMoments": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionPerimeters": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionRaw": {
    "size": 12,
    "params": {
      "x": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "y": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "z": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionShape": {
    "size": 12,
    "params": {
      "x": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "y": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "z": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionSkew": {
    "size": 12,
    "params": {
      "x": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "y": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "z": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionSpread": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionSums": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionSurface": {
    "size": 0,
    "params": {}
  },
  "measure/regionThirds": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionWeightCentres": {
    "size": 0,
    "params": {}
  },
  "measure/regionWeighted": {
    "size": 16,
    "params": {
      "x": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "y": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "z": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "bits": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionWeights": {
    "size": 8,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "bits": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/regionWhole": {
    "size": 0,
    "params": {}
  },
  "measure/scanRows": {
    "size": 0,
    "params": {}
  },
  "measure/scanX": {
    "size": 0,
    "params": {}
  },
  "measure/sourcePlaces": {
    "size": 4,
    "params": {
      "shift": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/surfaceCubes": {
    "size": 16,
    "params": {
      "level": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "below": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "capacity": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "channels": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/surfaceFaces": {
    "size": 8,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "channels": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/surfaceMarks": {
    "size": 4,
    "params": {
      "length": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/surfaceSources": {
    "size": 4,
    "params": {
      "capacity": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "measure/surfaceVertices": {
    "size": 32,
    "params": {
      "level": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "channels": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "spacing": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      }
    }
  },
  "measure/wordCounts": {
    "size": 0,
    "params": {}
  },
  "metrics/jointCounts": {
    "size": 8,
    "params": {
      "bins": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "pitch": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "morphology/extremeAxisX": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "left": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "between": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "morphology/extremeAxisY": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
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
  "morphology/extremeRuns": {
    "size": 8,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "runs": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "morphology/extremeSquare": {
    "size": 4,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/adam": {
    "size": 16,
    "params": {
      "beta1": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "beta2": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "epsilon": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "decay": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/blindSpots": {
    "size": 24,
    "params": {
      "key": {
        "offset": 0,
        "scalar": "u32",
        "length": 2,
        "array": false
      },
      "share": {
        "offset": 8,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "rx": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ry": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "rz": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/conv": {
    "size": 56,
    "params": {
      "inputs": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "filters": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "outputs": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ky": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "kz": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_y": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_z": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "dilation_y": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "dilation_z": {
        "offset": 32,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "left": {
        "offset": 36,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_y": {
        "offset": 40,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_z": {
        "offset": 44,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "depth": {
        "offset": 48,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "slices": {
        "offset": 52,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/convProduct": {
    "size": 56,
    "params": {
      "inputs": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "filters": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "share": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "rows": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "parts": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_y": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_z": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "dilation_y": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "dilation_z": {
        "offset": 32,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "left": {
        "offset": 36,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_y": {
        "offset": 40,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_z": {
        "offset": 44,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "depth": {
        "offset": 48,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "slices": {
        "offset": 52,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/convProductSum": {
    "size": 12,
    "params": {
      "depth": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "parts": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "columns": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/convTranspose": {
    "size": 48,
    "params": {
      "inputs": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "filters": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ky": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "kz": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_y": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_z": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "dilation_y": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "dilation_z": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_y": {
        "offset": 32,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_z": {
        "offset": 36,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "depth": {
        "offset": 40,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "slices": {
        "offset": 44,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/descent": {
    "size": 8,
    "params": {
      "momentum": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "decay": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/groupMean": {
    "size": 4,
    "params": {
      "size": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/logTotal": {
    "size": 0,
    "params": {}
  },
  "network/matmul": {
    "size": 0,
    "params": {}
  },
  "network/pixelShuffle": {
    "size": 12,
    "params": {
      "x": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "y": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "z": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/pool": {
    "size": 36,
    "params": {
      "kx": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ky": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "kz": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_x": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_y": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_z": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_x": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_y": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_z": {
        "offset": 32,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/poolSpread": {
    "size": 48,
    "params": {
      "kx": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ky": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "kz": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_x": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_y": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride_z": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_x": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_y": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_z": {
        "offset": 32,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "count_x": {
        "offset": 36,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "count_y": {
        "offset": 40,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "count_z": {
        "offset": 44,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/samplePatches": {
    "size": 16,
    "params": {
      "key": {
        "offset": 0,
        "scalar": "u32",
        "length": 2,
        "array": false
      },
      "images": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "channels": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "network/softmax": {
    "size": 0,
    "params": {}
  },
  "network/turned": {
    "size": 12,
    "params": {
      "filters": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "inputs": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "depth": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "noise/poisson": {
    "size": 8,
    "params": {
      "key": {
        "offset": 0,
        "scalar": "u32",
        "length": 2,
        "array": false
      }
    }
  },
  "noise/random": {
    "size": 32,
    "params": {
      "start": {
        "offset": 0,
        "scalar": "u32",
        "length": 4,
        "array": false
      },
      "key": {
        "offset": 16,
        "scalar": "u32",
        "length": 2,
        "array": false
      }
    }
  },
  "pointwise/map": {
    "size": 0,
    "params": {}
  },
  "rank/giveTaken": {
    "size": 16,
    "params": {
      "count": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_x": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_y": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_z": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "rank/histogram": {
    "size": 48,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "rank": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "size": {
        "offset": 16,
        "scalar": "i32",
        "length": 4,
        "array": false
      },
      "before": {
        "offset": 32,
        "scalar": "i32",
        "length": 4,
        "array": false
      }
    }
  },
  "rank/median3": {
    "size": 4,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "rank/median5": {
    "size": 4,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "rank/medianBox": {
    "size": 4,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "rank/place": {
    "size": 8,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "count": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "rank/select": {
    "size": 16,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "count": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "rank": {
        "offset": 8,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "bits": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "restoration/bilateral": {
    "size": 28,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "near": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "ext_x": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ext_y": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ext_z": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "groups": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "left": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "restoration/bilateralBack": {
    "size": 16,
    "params": {
      "near": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "ext_x": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ext_y": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ext_z": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "restoration/bilateralSlope": {
    "size": 20,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "near": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "ext_x": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ext_y": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "ext_z": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "restoration/nlMeans": {
    "size": 40,
    "params": {
      "scale": {
        "offset": 0,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "noise": {
        "offset": 4,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "distance_x": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "distance_y": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "distance_z": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "before_y": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "after_y": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "left4": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "top": {
        "offset": 32,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 36,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/between": {
    "size": 0,
    "params": {}
  },
  "segment/compactLabel": {
    "size": 8,
    "params": {
      "y_shift": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "z_shift": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/compactStart": {
    "size": 8,
    "params": {
      "y_shift": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "z_shift": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/compactTile": {
    "size": 12,
    "params": {
      "y_shift": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "z_shift": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "compactness": {
        "offset": 8,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/digits": {
    "size": 20,
    "params": {
      "lowest": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "shift": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "bits": {
        "offset": 8,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "words": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "size": {
        "offset": 16,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/edges": {
    "size": 0,
    "params": {}
  },
  "segment/entryNear": {
    "size": 0,
    "params": {}
  },
  "segment/entryRows": {
    "size": 0,
    "params": {}
  },
  "segment/entryX": {
    "size": 0,
    "params": {}
  },
  "segment/firstReached": {
    "size": 0,
    "params": {}
  },
  "segment/gathered": {
    "size": 0,
    "params": {}
  },
  "segment/heapLabel": {
    "size": 0,
    "params": {}
  },
  "segment/heapPops": {
    "size": 32,
    "params": {
      "size": {
        "offset": 0,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "work": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "neighbours": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "low": {
        "offset": 20,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "high": {
        "offset": 24,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "exponent": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/heapStart": {
    "size": 0,
    "params": {}
  },
  "segment/numbers": {
    "size": 0,
    "params": {}
  },
  "segment/ranked": {
    "size": 16,
    "params": {
      "lowest": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "shift": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "bits": {
        "offset": 8,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "words": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/runs": {
    "size": 4,
    "params": {
      "background": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/shown": {
    "size": 0,
    "params": {}
  },
  "segment/source": {
    "size": 0,
    "params": {}
  },
  "segment/sourceStart": {
    "size": 0,
    "params": {}
  },
  "segment/spread": {
    "size": 0,
    "params": {}
  },
  "segment/standing": {
    "size": 0,
    "params": {}
  },
  "segment/stepsNear": {
    "size": 0,
    "params": {}
  },
  "segment/stepsRows": {
    "size": 0,
    "params": {}
  },
  "segment/stepsX": {
    "size": 0,
    "params": {}
  },
  "segment/taken": {
    "size": 0,
    "params": {}
  },
  "segment/tallied": {
    "size": 4,
    "params": {
      "slots": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/tally": {
    "size": 4,
    "params": {
      "slots": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/unite": {
    "size": 16,
    "params": {
      "length": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "rows": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "aside": {
        "offset": 8,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "far_aside": {
        "offset": 12,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "segment/valued": {
    "size": 8,
    "params": {
      "most": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "size": {
        "offset": 4,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "solve/tvDual": {
    "size": 32,
    "params": {
      "slope": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "weight": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "huber": {
        "offset": 16,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "rho": {
        "offset": 20,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "solve/tvGap": {
    "size": 32,
    "params": {
      "slope": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "weight": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "huber": {
        "offset": 16,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "solve/tvPrimal": {
    "size": 32,
    "params": {
      "slope": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "convexity": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "rho": {
        "offset": 16,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "solve/tvStep": {
    "size": 32,
    "params": {
      "slope": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "weight": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "huber": {
        "offset": 16,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "convexity": {
        "offset": 20,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "bound": {
        "offset": 24,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "least": {
        "offset": 28,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "threshold/isodata": {
    "size": 0,
    "params": {}
  },
  "threshold/maxima": {
    "size": 0,
    "params": {}
  },
  "threshold/minimum": {
    "size": 4,
    "params": {
      "most": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      }
    }
  },
  "threshold/moments": {
    "size": 0,
    "params": {}
  },
  "threshold/multiotsu": {
    "size": 4,
    "params": {
      "classes": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "threshold/otsu": {
    "size": 0,
    "params": {}
  },
  "threshold/partition": {
    "size": 8,
    "params": {
      "classes": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "stride": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "threshold/smooth": {
    "size": 0,
    "params": {}
  },
  "threshold/triangle": {
    "size": 0,
    "params": {}
  },
  "threshold/yen": {
    "size": 0,
    "params": {}
  },
  "transform/affine": {
    "size": 288,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "whole": {
        "offset": 16,
        "scalar": "i32",
        "length": 4,
        "array": true
      },
      "part": {
        "offset": 80,
        "scalar": "u32",
        "length": 4,
        "array": true
      },
      "lane_whole": {
        "offset": 144,
        "scalar": "i32",
        "length": 4,
        "array": true
      },
      "lane_part": {
        "offset": 208,
        "scalar": "u32",
        "length": 4,
        "array": true
      },
      "bits": {
        "offset": 272,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "transform/givenBack": {
    "size": 4,
    "params": {
      "bits": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "transform/mapCoordinates": {
    "size": 28,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "x_margin": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "y_margin": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "z_margin": {
        "offset": 12,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "slices": {
        "offset": 16,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "axis": {
        "offset": 20,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "bits": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "transform/polar": {
    "size": 32,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "whole": {
        "offset": 8,
        "scalar": "i32",
        "length": 2,
        "array": false
      },
      "part": {
        "offset": 16,
        "scalar": "u32",
        "length": 2,
        "array": false
      },
      "bits": {
        "offset": 24,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "transform/radon": {
    "size": 16,
    "params": {
      "angles": {
        "offset": 0,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "length": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "beams": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "factor": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  },
  "transform/resampleRows": {
    "size": 8,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "taps": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "transform/resampleX": {
    "size": 12,
    "params": {
      "outside": {
        "offset": 0,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "taps": {
        "offset": 4,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "pitch": {
        "offset": 8,
        "scalar": "i32",
        "length": 1,
        "array": false
      }
    }
  },
  "view/alpha": {
    "size": 208,
    "params": {
      "origin": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "step": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_right": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "low": {
        "offset": 28,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_down": {
        "offset": 32,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "high": {
        "offset": 44,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction": {
        "offset": 48,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "density": {
        "offset": 60,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_right": {
        "offset": 64,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "level": {
        "offset": 76,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_down": {
        "offset": 80,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "shading": {
        "offset": 92,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_low": {
        "offset": 96,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "opacity": {
        "offset": 108,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_high": {
        "offset": 112,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "between": {
        "offset": 124,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 128,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "shade": {
        "offset": 140,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "last": {
        "offset": 144,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "scale": {
        "offset": 160,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "key": {
        "offset": 176,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "fill": {
        "offset": 192,
        "scalar": "f32",
        "length": 3,
        "array": false
      }
    }
  },
  "view/heightField": {
    "size": 192,
    "params": {
      "to_x": {
        "offset": 0,
        "scalar": "f32",
        "length": 4,
        "array": false
      },
      "to_y": {
        "offset": 16,
        "scalar": "f32",
        "length": 4,
        "array": false
      },
      "to_z": {
        "offset": 32,
        "scalar": "f32",
        "length": 4,
        "array": false
      },
      "to_w": {
        "offset": 48,
        "scalar": "f32",
        "length": 4,
        "array": false
      },
      "corner": {
        "offset": 64,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "low": {
        "offset": 76,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "right": {
        "offset": 80,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "high": {
        "offset": 92,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "down": {
        "offset": 96,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "shading": {
        "offset": 108,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "extent": {
        "offset": 112,
        "scalar": "i32",
        "length": 2,
        "array": false
      },
      "quads": {
        "offset": 120,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "stride": {
        "offset": 124,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "scale": {
        "offset": 128,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "key": {
        "offset": 144,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "fill": {
        "offset": 160,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "eye": {
        "offset": 176,
        "scalar": "f32",
        "length": 4,
        "array": false
      }
    }
  },
  "view/isosurface": {
    "size": 208,
    "params": {
      "origin": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "step": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_right": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "low": {
        "offset": 28,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_down": {
        "offset": 32,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "high": {
        "offset": 44,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction": {
        "offset": 48,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "density": {
        "offset": 60,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_right": {
        "offset": 64,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "level": {
        "offset": 76,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_down": {
        "offset": 80,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "shading": {
        "offset": 92,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_low": {
        "offset": 96,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "opacity": {
        "offset": 108,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_high": {
        "offset": 112,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "between": {
        "offset": 124,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 128,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "shade": {
        "offset": 140,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "last": {
        "offset": 144,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "scale": {
        "offset": 160,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "key": {
        "offset": 176,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "fill": {
        "offset": 192,
        "scalar": "f32",
        "length": 3,
        "array": false
      }
    }
  },
  "view/labelSurface": {
    "size": 208,
    "params": {
      "origin": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "step": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_right": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "low": {
        "offset": 28,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_down": {
        "offset": 32,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "high": {
        "offset": 44,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction": {
        "offset": 48,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "density": {
        "offset": 60,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_right": {
        "offset": 64,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "level": {
        "offset": 76,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_down": {
        "offset": 80,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "shading": {
        "offset": 92,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_low": {
        "offset": 96,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "opacity": {
        "offset": 108,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_high": {
        "offset": 112,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "between": {
        "offset": 124,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 128,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "shade": {
        "offset": 140,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "last": {
        "offset": 144,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "scale": {
        "offset": 160,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "key": {
        "offset": 176,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "fill": {
        "offset": 192,
        "scalar": "f32",
        "length": 3,
        "array": false
      }
    }
  },
  "view/levelLines": {
    "size": 224,
    "params": {
      "origin": {
        "offset": 0,
        "scalar": "f32",
        "length": 2,
        "array": false
      },
      "step": {
        "offset": 8,
        "scalar": "f32",
        "length": 2,
        "array": false
      },
      "corner": {
        "offset": 16,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "count": {
        "offset": 28,
        "scalar": "i32",
        "length": 1,
        "array": false
      },
      "right": {
        "offset": 32,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "width": {
        "offset": 44,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "down": {
        "offset": 48,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "opacity": {
        "offset": 60,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "extent": {
        "offset": 64,
        "scalar": "i32",
        "length": 2,
        "array": false
      },
      "colour": {
        "offset": 80,
        "scalar": "f32",
        "length": 4,
        "array": false
      },
      "levels": {
        "offset": 96,
        "scalar": "f32",
        "length": 4,
        "array": true
      }
    }
  },
  "view/mean": {
    "size": 208,
    "params": {
      "origin": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "step": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_right": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "low": {
        "offset": 28,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_down": {
        "offset": 32,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "high": {
        "offset": 44,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction": {
        "offset": 48,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "density": {
        "offset": 60,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_right": {
        "offset": 64,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "level": {
        "offset": 76,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_down": {
        "offset": 80,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "shading": {
        "offset": 92,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_low": {
        "offset": 96,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "opacity": {
        "offset": 108,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_high": {
        "offset": 112,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "between": {
        "offset": 124,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 128,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "shade": {
        "offset": 140,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "last": {
        "offset": 144,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "scale": {
        "offset": 160,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "key": {
        "offset": 176,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "fill": {
        "offset": 192,
        "scalar": "f32",
        "length": 3,
        "array": false
      }
    }
  },
  "view/mip": {
    "size": 208,
    "params": {
      "origin": {
        "offset": 0,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "step": {
        "offset": 12,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_right": {
        "offset": 16,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "low": {
        "offset": 28,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "origin_down": {
        "offset": 32,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "high": {
        "offset": 44,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction": {
        "offset": 48,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "density": {
        "offset": 60,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_right": {
        "offset": 64,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "level": {
        "offset": 76,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "direction_down": {
        "offset": 80,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "shading": {
        "offset": 92,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_low": {
        "offset": 96,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "opacity": {
        "offset": 108,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "box_high": {
        "offset": 112,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "between": {
        "offset": 124,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "first": {
        "offset": 128,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "shade": {
        "offset": 140,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "last": {
        "offset": 144,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "scale": {
        "offset": 160,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "key": {
        "offset": 176,
        "scalar": "f32",
        "length": 3,
        "array": false
      },
      "fill": {
        "offset": 192,
        "scalar": "f32",
        "length": 3,
        "array": false
      }
    }
  },
  "view/slice": {
    "size": 80,
    "params": {
      "origin": {
        "offset": 0,
        "scalar": "f32",
        "length": 2,
        "array": false
      },
      "step": {
        "offset": 8,
        "scalar": "f32",
        "length": 2,
        "array": false
      },
      "corner": {
        "offset": 16,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "kind": {
        "offset": 28,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "right": {
        "offset": 32,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "smooth_values": {
        "offset": 44,
        "scalar": "u32",
        "length": 1,
        "array": false
      },
      "down": {
        "offset": 48,
        "scalar": "i32",
        "length": 3,
        "array": false
      },
      "low": {
        "offset": 60,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "extent": {
        "offset": 64,
        "scalar": "i32",
        "length": 2,
        "array": false
      },
      "high": {
        "offset": 72,
        "scalar": "f32",
        "length": 1,
        "array": false
      },
      "opacity": {
        "offset": 76,
        "scalar": "f32",
        "length": 1,
        "array": false
      }
    }
  }
} as const;
