#include "textflag.h"

// func dots(out *[8]int32, w, x *int16, bytes, blocks int)
//
// Rows of w and x are bytes apart. Y0 to Y3 gather the first row of w with four rows of x, Y4 to Y7 the second.
TEXT ·dots(SB), NOSPLIT, $0-40
	MOVQ out+0(FP), DI
	MOVQ w+8(FP), SI
	MOVQ x+16(FP), DX
	MOVQ bytes+24(FP), R9
	MOVQ blocks+32(FP), CX
	LEAQ (SI)(R9*1), R10
	LEAQ (DX)(R9*1), R11
	LEAQ (R11)(R9*1), R12
	LEAQ (R12)(R9*1), R13
	XORQ AX, AX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7

block:
	VMOVDQU (SI)(AX*1), Y8
	VMOVDQU (R10)(AX*1), Y9
	VMOVDQU (DX)(AX*1), Y10
	VMOVDQU (R11)(AX*1), Y11
	VPMADDWD Y10, Y8, Y12
	VPADDD Y12, Y0, Y0
	VPMADDWD Y10, Y9, Y13
	VPADDD Y13, Y4, Y4
	VPMADDWD Y11, Y8, Y14
	VPADDD Y14, Y1, Y1
	VPMADDWD Y11, Y9, Y15
	VPADDD Y15, Y5, Y5
	VMOVDQU (R12)(AX*1), Y10
	VMOVDQU (R13)(AX*1), Y11
	VPMADDWD Y10, Y8, Y12
	VPADDD Y12, Y2, Y2
	VPMADDWD Y10, Y9, Y13
	VPADDD Y13, Y6, Y6
	VPMADDWD Y11, Y8, Y14
	VPADDD Y14, Y3, Y3
	VPMADDWD Y11, Y9, Y15
	VPADDD Y15, Y7, Y7
	ADDQ $32, AX
	DECQ CX
	JNZ  block

	VPHADDD Y1, Y0, Y0
	VPHADDD Y3, Y2, Y2
	VPHADDD Y2, Y0, Y0
	VEXTRACTI128 $1, Y0, X1
	VPADDD X1, X0, X0
	VMOVDQU X0, (DI)
	VPHADDD Y5, Y4, Y4
	VPHADDD Y7, Y6, Y6
	VPHADDD Y6, Y4, Y4
	VEXTRACTI128 $1, Y4, X5
	VPADDD X5, X4, X4
	VMOVDQU X4, 16(DI)
	VZEROUPPER
	RET

DATA three<>+0(SB)/4, $3.0
GLOBL three<>(SB), RODATA|NOPTR, $4
DATA minusThree<>+0(SB)/4, $-3.0
GLOBL minusThree<>(SB), RODATA|NOPTR, $4
DATA nine<>+0(SB)/4, $9.0
GLOBL nine<>(SB), RODATA|NOPTR, $4
DATA twentySeven<>+0(SB)/4, $27.0
GLOBL twentySeven<>(SB), RODATA|NOPTR, $4
DATA oneHalf<>+0(SB)/4, $0.5
GLOBL oneHalf<>(SB), RODATA|NOPTR, $4

// SQUASH is Squash: at ±3, to which x is held, the quotient is ±1 exactly.
#define SQUASH(x, s, t) \
	VMINPS Y11, x, x \
	VMAXPS Y12, x, x \
	VMULPS x, x, s \
	VADDPS Y14, s, t \
	VMULPS t, x, x \
	VMULPS Y13, s, s \
	VADDPS Y14, s, s \
	VDIVPS s, x, x

// GATE is Gate.
#define GATE(x, s, t) \
	VMULPS Y15, x, x \
	SQUASH(x, s, t) \
	VMULPS Y15, x, x \
	VADDPS Y15, x, x

// func cells(out, state, gates, in, w *float32, half int)
//
// Eight of cellPlain's steps at once, in the same order, so that they have the same bits.
TEXT ·cells(SB), NOSPLIT, $0-48
	MOVQ out+0(FP), DI
	MOVQ state+8(FP), SI
	MOVQ gates+16(FP), R8
	MOVQ in+24(FP), DX
	MOVQ w+32(FP), R9
	MOVQ half+40(FP), CX
	LEAQ (R8)(CX*4), R10
	LEAQ (R10)(CX*4), R11
	LEAQ (R9)(CX*4), R12
	SHRQ $3, CX
	XORQ AX, AX
	VBROADCASTSS three<>(SB), Y11
	VBROADCASTSS minusThree<>(SB), Y12
	VBROADCASTSS nine<>(SB), Y13
	VBROADCASTSS twentySeven<>(SB), Y14
	VBROADCASTSS oneHalf<>(SB), Y15

cell:
	VMOVUPS (SI)(AX*1), Y0 // was
	VMOVUPS (R8)(AX*1), Y1
	SQUASH(Y1, Y6, Y7)
	VMULPS (R9)(AX*1), Y0, Y2
	VADDPS (R10)(AX*1), Y2, Y2
	GATE(Y2, Y6, Y7)
	VMULPS (R12)(AX*1), Y0, Y3
	VADDPS (R11)(AX*1), Y3, Y3
	GATE(Y3, Y8, Y9)
	VSUBPS Y1, Y0, Y4
	VMULPS Y2, Y4, Y4
	VADDPS Y4, Y1, Y4 // c
	VMOVUPS Y4, (SI)(AX*1)
	VMOVUPS (DX)(AX*1), Y5
	VSUBPS Y5, Y4, Y4
	VMULPS Y3, Y4, Y4
	VADDPS Y4, Y5, Y5
	VMOVUPS Y5, (DI)(AX*1)
	ADDQ $32, AX
	DECQ CX
	JNZ  cell
	VZEROUPPER
	RET
