//go:build !(goexperiment.simd && amd64)

package learn

// Accelerated tells whether products run on vector instructions. The numbers are the same, the time is not.
const Accelerated = false

func product4x2(c []float32, ldc int, a view, b []float32, ldb, k int) {
	plain(c, ldc, a, b, ldb, k, 4, 2)
}

func product4x1(c []float32, ldc int, a view, b []float32, ldb, k int) {
	plain(c, ldc, a, b, ldb, k, 4, 1)
}

func product1x1(c []float32, a view, b []float32, ldb, k int) { plain(c, 0, a, b, ldb, k, 1, 1) }
