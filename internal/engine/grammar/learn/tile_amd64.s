#include "textflag.h"

// Each tile keeps its sums in registers: two vectors of sixteen columns (the second may be masked away) for each of twelve,
// four or one rows. In: DI c, R12 bytes between its rows, R8 a, DX bytes between its rows, AX between its steps, SI b, BX
// bytes between its rows, CX steps, K1 the second vector's columns.

#define ARGUMENTS \
	MOVQ c+0(FP), DI \
	MOVQ ldc+8(FP), R12 \
	MOVQ a+16(FP), R8 \
	MOVQ down+24(FP), DX \
	MOVQ along+32(FP), AX \
	MOVQ b+40(FP), SI \
	MOVQ ldb+48(FP), BX \
	MOVQ k+56(FP), CX \
	MOVQ mask+64(FP), R13 \
	KMOVW R13, K1

#define COLUMNS \
	VMOVUPS (SI), Z24 \
	VMOVUPS.Z 64(SI), K1, Z25

#define ROW(x, t, s0, s1) \
	VBROADCASTSS x, t \
	VFMADD231PS Z24, t, s0 \
	VFMADD231PS Z25, t, s1

#define GAIN(s0, s1) \
	VADDPS (DI), s0, s0 \
	VMOVUPS s0, (DI) \
	VADDPS 64(DI), s1, K1, s1 \
	VMOVUPS s1, K1, 64(DI) \
	ADDQ R12, DI

#define ZERO(s0, s1) \
	VPXORQ s0, s0, s0 \
	VPXORQ s1, s1, s1

// func tile12(c *float32, ldc int, a *float32, down, along int, b *float32, ldb, k, mask int)
TEXT ·tile12(SB), NOSPLIT, $0-72
	ARGUMENTS
	LEAQ (DX)(DX*2), R9
	LEAQ (R8)(R9*2), R10
	LEAQ (R10)(R9*1), R11
	ADDQ R8, R9
	ZERO(Z0, Z1)
	ZERO(Z2, Z3)
	ZERO(Z4, Z5)
	ZERO(Z6, Z7)
	ZERO(Z8, Z9)
	ZERO(Z10, Z11)
	ZERO(Z12, Z13)
	ZERO(Z14, Z15)
	ZERO(Z16, Z17)
	ZERO(Z18, Z19)
	ZERO(Z20, Z21)
	ZERO(Z22, Z23)

loop:
	COLUMNS
	ROW((R8), Z26, Z0, Z1)
	ROW((R8)(DX*1), Z27, Z2, Z3)
	ROW((R8)(DX*2), Z28, Z4, Z5)
	ROW((R9), Z29, Z6, Z7)
	ROW((R9)(DX*1), Z30, Z8, Z9)
	ROW((R9)(DX*2), Z31, Z10, Z11)
	ROW((R10), Z26, Z12, Z13)
	ROW((R10)(DX*1), Z27, Z14, Z15)
	ROW((R10)(DX*2), Z28, Z16, Z17)
	ROW((R11), Z29, Z18, Z19)
	ROW((R11)(DX*1), Z30, Z20, Z21)
	ROW((R11)(DX*2), Z31, Z22, Z23)
	ADDQ BX, SI
	ADDQ AX, R8
	ADDQ AX, R9
	ADDQ AX, R10
	ADDQ AX, R11
	DECQ CX
	JNZ  loop
	GAIN(Z0, Z1)
	GAIN(Z2, Z3)
	GAIN(Z4, Z5)
	GAIN(Z6, Z7)
	GAIN(Z8, Z9)
	GAIN(Z10, Z11)
	GAIN(Z12, Z13)
	GAIN(Z14, Z15)
	GAIN(Z16, Z17)
	GAIN(Z18, Z19)
	GAIN(Z20, Z21)
	GAIN(Z22, Z23)
	VZEROUPPER
	RET

// func tile4(c *float32, ldc int, a *float32, down, along int, b *float32, ldb, k, mask int)
TEXT ·tile4(SB), NOSPLIT, $0-72
	ARGUMENTS
	LEAQ (R8)(DX*2), R9
	ZERO(Z0, Z1)
	ZERO(Z2, Z3)
	ZERO(Z4, Z5)
	ZERO(Z6, Z7)

loop:
	COLUMNS
	ROW((R8), Z26, Z0, Z1)
	ROW((R8)(DX*1), Z27, Z2, Z3)
	ROW((R9), Z28, Z4, Z5)
	ROW((R9)(DX*1), Z29, Z6, Z7)
	ADDQ BX, SI
	ADDQ AX, R8
	ADDQ AX, R9
	DECQ CX
	JNZ  loop
	GAIN(Z0, Z1)
	GAIN(Z2, Z3)
	GAIN(Z4, Z5)
	GAIN(Z6, Z7)
	VZEROUPPER
	RET

// func tile1(c *float32, ldc int, a *float32, down, along int, b *float32, ldb, k, mask int)
TEXT ·tile1(SB), NOSPLIT, $0-72
	ARGUMENTS
	ZERO(Z0, Z1)

loop:
	COLUMNS
	ROW((R8), Z26, Z0, Z1)
	ADDQ BX, SI
	ADDQ AX, R8
	DECQ CX
	JNZ  loop
	GAIN(Z0, Z1)
	VZEROUPPER
	RET
