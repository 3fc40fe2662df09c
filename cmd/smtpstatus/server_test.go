package main

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// serve is a command for scripts, "serve file": it starts a server for one
// connection, which does what the file says, and puts its address into $ADDR.
// The lines of the file are:
//
//	S: 220 ready       send a line
//	raw: "250 ok\n"    send octets
//	C: EHLO            read a line, which must begin so
//	tls                begin TLS
//	repeat: "x"        send this until the client goes
//	wait               say nothing until the client goes
//
// At the end it closes the connection.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serve file")
	}
	play := ts.ReadFile(args[0])
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv("ADDR", listener.Addr().String())
	done := make(chan error, 1)
	go func() {
		conn, err := listener.Accept()
		if err == nil {
			conn.SetDeadline(time.Now().Add(time.Minute))
			err = perform(conn, play)
		}
		done <- err
	}()
	ts.Defer(func() {
		listener.Close()
		if err := <-done; err != nil {
			ts.Fatalf("server of %s: %v", args[0], err)
		}
	})
}

// perform plays the server's part.
func perform(conn net.Conn, play string) error {
	defer func() { conn.Close() }()
	r := bufio.NewReader(conn)
	for step := range strings.Lines(play) {
		verb, text, _ := strings.Cut(strings.TrimSuffix(step, "\n"), ": ")
		switch verb {
		case "S":
			io.WriteString(conn, text+"\r\n")
		case "raw", "repeat":
			raw, err := strconv.Unquote(text)
			if err != nil {
				return err
			}
			for once := true; err == nil && (once || verb == "repeat"); once = false {
				_, err = io.WriteString(conn, raw)
			}
		case "C":
			line, err := r.ReadString('\n')
			if err != nil || !strings.HasPrefix(line, text) || !strings.HasSuffix(line, "\r\n") {
				return fmt.Errorf("the client said %q, %v; want %q", line, err, text)
			}
		case "tls":
			config, err := certificate()
			if err != nil {
				return err
			}
			conn = tls.Server(conn, config)
			r = bufio.NewReader(conn)
		case "wait":
			io.Copy(io.Discard, r)
		default:
			return fmt.Errorf("unknown step %q", step)
		}
	}
	return nil
}

// certificate makes one that nobody trusts.
func certificate() (*tls.Config, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return nil, err
	}
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, nil
}
