package main

import (
	"encoding/binary"
	"errors"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// What goes over the wire beside numbers and bytes. Each has a fixed form of its own: the general ones are several times as long.

// holding is a page that holds a paragraph.
type holding struct{ Rank, Flags, Page, Outlet uint64 }

// posting is a text or page that has a term or a run of words. Postings stand in order of days and of number.
type posting struct {
	From, To int32
	ID       uint64
	Runs     int32  // that it has
	Terms    []byte // packed
}

// meeting is the earlier one of two that were brought together, and how much they share.
type meeting struct {
	Earlier uint64
	Score   float64
}

var little = binary.LittleEndian

var errCut = errors.New("a value from another step is cut off")

func packHolding(h holding) []byte {
	b := make([]byte, 0, 32)
	for _, n := range [...]uint64{h.Rank, h.Flags, h.Page, h.Outlet} {
		b = little.AppendUint64(b, n)
	}
	return b
}

func unpackHolding(b []byte) (holding, error) {
	if len(b) != 32 {
		return holding{}, errCut
	}
	return holding{little.Uint64(b), little.Uint64(b[8:]), little.Uint64(b[16:]), little.Uint64(b[24:])}, nil
}

func packPosting(p posting) []byte {
	b := make([]byte, 0, 20+len(p.Terms))
	b = little.AppendUint32(little.AppendUint32(b, uint32(p.From)), uint32(p.To))
	b = little.AppendUint32(little.AppendUint64(b, p.ID), uint32(p.Runs))
	return append(b, p.Terms...)
}

func unpackPosting(b []byte) (posting, error) {
	if len(b) < 20 {
		return posting{}, errCut
	}
	return posting{int32(little.Uint32(b)), int32(little.Uint32(b[4:])), little.Uint64(b[8:]), int32(little.Uint32(b[16:])), b[20:]}, nil
}

func packMeeting(m meeting) []byte {
	return little.AppendUint64(little.AppendUint64(nil, m.Earlier), uint64(int64(m.Score*scoreUnit)))
}

// scoreUnit is what a score is written in: sums of shares come out alike on all machines, whose rounding may not.
const scoreUnit = 1 << 20

func unpackMeeting(b []byte) (meeting, error) {
	if len(b) != 16 {
		return meeting{}, errCut
	}
	return meeting{little.Uint64(b), float64(int64(little.Uint64(b[8:]))) / scoreUnit}, nil
}

func init() {
	beam.RegisterCoder(reflect.TypeFor[holding](), packHolding, unpackHolding)
	beam.RegisterCoder(reflect.TypeFor[posting](), packPosting, unpackPosting)
	beam.RegisterCoder(reflect.TypeFor[meeting](), packMeeting, unpackMeeting)
}
