//go:build goexperiment.simd && amd64

package learn

import "simd/archsimd"

// Accelerated tells whether products run on vector instructions. The numbers are the same, the time is not.
var Accelerated = archsimd.X86.AVX512()

func product4x2(c []float32, ldc int, a view, b []float32, ldb, k int) {
	if !Accelerated {
		plain(c, ldc, a, b, ldb, k, 4, 2)
		return
	}
	var s00, s01, s10, s11, s20, s21, s30, s31 archsimd.Float32x16
	v, at, down := a.v, 0, a.down
	for p := 0; p < k; p++ {
		row := b[p*ldb : p*ldb+2*vector]
		b0 := archsimd.LoadFloat32x16((*[16]float32)(row))
		b1 := archsimd.LoadFloat32x16((*[16]float32)(row[16:]))
		x := archsimd.BroadcastFloat32x16(v[at])
		s00 = b0.MulAdd(x, s00)
		s01 = b1.MulAdd(x, s01)
		x = archsimd.BroadcastFloat32x16(v[at+down])
		s10 = b0.MulAdd(x, s10)
		s11 = b1.MulAdd(x, s11)
		x = archsimd.BroadcastFloat32x16(v[at+2*down])
		s20 = b0.MulAdd(x, s20)
		s21 = b1.MulAdd(x, s21)
		x = archsimd.BroadcastFloat32x16(v[at+3*down])
		s30 = b0.MulAdd(x, s30)
		s31 = b1.MulAdd(x, s31)
		at += a.along
	}
	gain(c, s00)
	gain(c[16:], s01)
	gain(c[ldc:], s10)
	gain(c[ldc+16:], s11)
	gain(c[2*ldc:], s20)
	gain(c[2*ldc+16:], s21)
	gain(c[3*ldc:], s30)
	gain(c[3*ldc+16:], s31)
}

func product4x1(c []float32, ldc int, a view, b []float32, ldb, k int) {
	if !Accelerated {
		plain(c, ldc, a, b, ldb, k, 4, 1)
		return
	}
	var s0, s1, s2, s3 archsimd.Float32x16
	v, at, down := a.v, 0, a.down
	for p := 0; p < k; p++ {
		b0 := archsimd.LoadFloat32x16((*[16]float32)(b[p*ldb:]))
		s0 = b0.MulAdd(archsimd.BroadcastFloat32x16(v[at]), s0)
		s1 = b0.MulAdd(archsimd.BroadcastFloat32x16(v[at+down]), s1)
		s2 = b0.MulAdd(archsimd.BroadcastFloat32x16(v[at+2*down]), s2)
		s3 = b0.MulAdd(archsimd.BroadcastFloat32x16(v[at+3*down]), s3)
		at += a.along
	}
	gain(c, s0)
	gain(c[ldc:], s1)
	gain(c[2*ldc:], s2)
	gain(c[3*ldc:], s3)
}

func product1x1(c []float32, a view, b []float32, ldb, k int) {
	if !Accelerated {
		plain(c, 0, a, b, ldb, k, 1, 1)
		return
	}
	var s archsimd.Float32x16
	for p := 0; p < k; p++ {
		s = archsimd.LoadFloat32x16((*[16]float32)(b[p*ldb:])).MulAdd(archsimd.BroadcastFloat32x16(a.v[p*a.along]), s)
	}
	gain(c, s)
}

func gain(c []float32, s archsimd.Float32x16) {
	p := (*[16]float32)(c)
	archsimd.LoadFloat32x16(p).Add(s).Store(p)
}
