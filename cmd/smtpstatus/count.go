package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync/atomic"
	"time"
)

// batch is lines as they stand in the input.
type batch []byte

// batchSize is how much of the input one goroutine counts at a time. A line may be
// as long.
const batchSize = 256 << 10

// counter counts batches of lines, as many at a time as there are processors.
type counter struct {
	batches chan batch
	free    chan batch
	tallies chan *tally
	workers int
	octets  atomic.Int64 // read so far
	total   atomic.Int64 // of all files, as far as their sizes are known
}

func newCounter() *counter {
	n := runtime.GOMAXPROCS(0)
	c := &counter{batches: make(chan batch), free: make(chan batch, 2*n+1), tallies: make(chan *tally, n), workers: n}
	for range 2*n + 1 {
		c.free <- make(batch, 0, batchSize)
	}
	for range n {
		go func() {
			t := newTally()
			for b := range c.batches {
				t.batch(b)
				c.free <- b[:0]
			}
			c.tallies <- t
		}()
	}
	return c
}

// sum ends the counting.
func (c *counter) sum() *tally {
	close(c.batches)
	t := newTally()
	for range c.workers {
		t.add(<-c.tallies)
	}
	return t
}

// file counts the lines of a file, or of standard input for "-".
func (c *counter) file(a *app, name string) error {
	if name == "-" {
		return c.read(a.stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return c.read(f)
}

// batchEnd returns where a batch may end: behind a line with which no reply goes on, or
// behind the last line if there is none such.
func batchEnd(b []byte) int {
	last := bytes.LastIndexByte(b, '\n') + 1
	for end := last; end > 0; {
		start := bytes.LastIndexByte(b[:end-1], '\n') + 1
		if next := b[end:]; len(next) > 0 && !isIndented(string(next[:1])) && !hyphened(string(b[start:end])) {
			return end
		}
		end = start
	}
	return last
}

// read counts the lines of an input, in batches that end with a line.
func (c *counter) read(r io.Reader) error {
	b := <-c.free
	r = withoutMark(r)
	long := false // inside a line of which the start was counted
	for {
		n, err := r.Read(b[len(b):cap(b)])
		c.octets.Add(int64(n))
		b = b[:len(b)+n]
		if long {
			i := bytes.IndexByte(b, '\n')
			long = i < 0
			b = b[:copy(b, b[i+1:])]
			if long {
				b = b[:0]
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			c.batches <- b
			return nil
		case err != nil:
			c.free <- b[:0]
			return err
		case len(b) < cap(b):
			continue
		}
		end := batchEnd(b)
		if end == 0 {
			long, end = true, maxLineLength
		}
		next := <-c.free
		if !long {
			next = append(next, b[end:]...)
		}
		c.batches <- b[:end]
		b = next
	}
}

// withoutMark leaves out a byte order mark.
func withoutMark(r io.Reader) io.Reader {
	b := bufio.NewReader(r)
	if start, _ := b.Peek(len(byteOrderMark)); bytes.Equal(start, byteOrderMark) {
		b.Discard(len(byteOrderMark))
	}
	return b
}

// watch shows the progress until the function that it returns is called.
func (c *counter) watch(w io.Writer) func() {
	const clear = "\r\x1b[K"
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		ticks := time.NewTicker(500 * time.Millisecond)
		defer ticks.Stop()
		shown := false
		for {
			select {
			case <-ticks.C:
				shown = true
				fmt.Fprint(w, clear+progress(c.octets.Load(), c.total.Load()))
			case <-done:
				if shown {
					fmt.Fprint(w, clear)
				}
				return
			}
		}
	}()
	return func() {
		close(done)
		<-stopped
	}
}

// progress says how much was read, and of how much if that is known.
func progress(octets, total int64) string {
	s := fmt.Sprintf("%d MB", octets/1e6)
	if total >= octets && total > 0 {
		s += fmt.Sprintf(" of %d MB, %d %%", total/1e6, 100*octets/total)
	}
	return s
}
