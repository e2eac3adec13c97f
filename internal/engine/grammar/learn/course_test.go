package learn

import (
	"bytes"
	"context"
	"io"
	"testing"
)

// memory is a shelf that keeps networks in a map.
func memory(kept map[string][]byte) Shelf {
	return Shelf{
		Open: func(name string) (io.ReadCloser, bool) {
			data, ok := kept[name]
			return io.NopCloser(bytes.NewReader(data)), ok
		},
		Put: func(name string, write func(io.Writer) error) error {
			var b bytes.Buffer
			err := write(&b)
			kept[name] = b.Bytes()
			return err
		},
	}
}

func TestStoppedCourseGoesOn(t *testing.T) {
	sentences := fictional(t)
	teacher := small()
	teacher.Epochs = 2
	other, last := teacher, teacher
	other.Seed, last.Share.Taught = 5, 0.5
	course := Course{Teachers: []Plan{teacher, other}, Pupil: last}

	whole, err := course.Run(context.Background(), sentences, Shelf{}, func(string, *Learner, Progress) {})
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string][]byte{}
	ctx, stop := context.WithCancel(context.Background())
	_, err = course.Run(ctx, sentences, memory(kept), func(who string, _ *Learner, _ Progress) {
		if who == "teacher 2" {
			stop()
		}
	})
	if err == nil || len(kept) != 1 {
		t.Fatalf("error %v, %d networks kept, want the first teacher", err, len(kept))
	}
	var again []string
	rest, err := course.Run(context.Background(), sentences, memory(kept), func(who string, _ *Learner, p Progress) {
		if p.Epoch == 1 {
			again = append(again, who)
		}
	})
	if err != nil || len(again) != 2 || again[0] != "teacher 2" {
		t.Fatalf("error %v, trained %v", err, again)
	}
	if !bytes.Equal(whole.Model(sentences), rest.Model(sentences)) {
		t.Error("a course that was stopped gives other bytes")
	}
}
