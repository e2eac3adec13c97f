package learn

// plain is the product of rows×(vectors·vector) elements without vector instructions.
func plain(c []float32, ldc int, a view, b []float32, ldb, k, rows, vectors int) {
	for i := range rows {
		for j := 0; j < vectors*vector; j += vector {
			var sum [vector]float32
			for p := range k {
				x, row := a.v[i*a.down+p*a.along], (*[vector]float32)(b[p*ldb+j:])
				for l := range sum {
					sum[l] += float32(x * row[l])
				}
			}
			out := (*[vector]float32)(c[i*ldc+j:])
			for l := range sum {
				out[l] += sum[l]
			}
		}
	}
}
