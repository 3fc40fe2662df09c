// Command gen compiles the spec of SMTP status codes into Go packages.
//
//	go run ./gen                  write the generated files, from the root of the module
//	go run ./gen -check           print what would change as a unified diff
//	go run ./gen -lint            check the spec only
//	go run ./gen -iana FILE       compare the spec with the registry's CSV file
//	go run ./gen -lang TAG        write a language's file of texts, to be translated
//
// An organisation compiles its own codes, texts and rules, which stand beside ours, into
// a package of its own:
//
//	go run github.com/smtpstatus/smtpstatus/gen -spec DIR -base -package NAME -out DIR
//
// It exits with 0 if all is well, with 1 if the spec has faults or differs from
// what it was compared with, and with 2 if it could not run.
package main

import (
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io"
	"io/fs"
	"os"
	"runtime/debug"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/spec"
)

// Exit codes.
const (
	exitOK     = 0
	exitFaults = 1
	exitCannot = 2
)

func main() {
	debug.SetGCPercent(400) // it soon ends: less memory is not worth a tenth of the time
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is the command; results go to stdout, faults and errors to stderr.
func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("gen", flag.ContinueOnError)
	flags.SetOutput(stderr)
	var (
		check    = flags.Bool("check", false, "write nothing; print what would change and exit 1 if anything would")
		lintOnly = flags.Bool("lint", false, "only check the spec")
		iana     = flags.String("iana", "", "compare the spec with IANA's CSV `file` of enumerated status codes")
		lang     = flags.String("lang", "", "write the file of texts of the language with this BCP 47 `tag`, and say how much is translated")
		specDir  = flags.String("spec", "", "read the spec from this `folder` (default: the one built in)")
		own      = flags.Bool("base", false, "the spec is an organisation's own and stands beside the one built in")
		pkg      = flags.String("package", "", "the `name` of the package to make of an own spec")
		out      = flags.String("out", ".", "the root `folder` of the module to write to; of an own spec, the folder of the package")
	)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitCannot
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "gen: unexpected argument %q\n", flags.Arg(0))
		return exitCannot
	}
	if message := wrongOwn(*own, *specDir, *pkg, *lintOnly, *iana+*lang); message != "" {
		fmt.Fprintln(stderr, "gen:", message)
		return exitCannot
	}
	source, dir := fs.FS(spec.FS), "spec"
	if *specDir != "" {
		source, dir = os.DirFS(*specDir), *specDir
	}
	var err error
	switch {
	case *iana != "":
		err = compareIANA(source, dir, *iana, stdout)
	case *lang != "":
		if *specDir == "" {
			source = os.DirFS(dir) // what is written must have been read from there
		}
		err = writeLanguage(source, dir, *lang, stdout)
	case *lintOnly && *own:
		_, err = LintOwn(source, dir)
	case *lintOnly:
		_, err = Lint(source, dir)
	case *own:
		var files Files
		if files, err = GenerateOwn(source, dir, *pkg); err == nil {
			err = refresh(*out, files, *check, stdout)
		}
	default:
		err = generate(source, dir, *out, *check, stdout)
	}
	if err == nil {
		return exitOK
	}
	if faults := load.Faults(nil); errors.As(err, &faults) {
		fmt.Fprintln(stderr, faults)
		return exitFaults
	}
	if errors.Is(err, errDiffers) {
		return exitFaults
	}
	fmt.Fprintln(stderr, "gen:", err)
	return exitCannot
}

// wrongOwn says what is wrong with the flags of an own spec, "" if nothing is.
func wrongOwn(own bool, dir, pkg string, lintOnly bool, other string) string {
	switch {
	case !own && pkg != "":
		return "-package is for an own spec: it needs -base"
	case !own:
		return ""
	case dir == "":
		return "-base needs -spec, the folder of the own spec"
	case other != "":
		return "-base goes with neither -iana nor -lang"
	case !lintOnly && (!token.IsIdentifier(pkg) || pkg == "_"):
		return fmt.Sprintf("-base needs -package, the name of a Go package, not %q", pkg)
	}
	return ""
}

// errDiffers is a difference that has been printed.
var errDiffers = errors.New("differs")

// generate makes the files and writes them, or compares them with those on disk.
func generate(source fs.FS, dir, out string, check bool, stdout io.Writer) error {
	files, err := Generate(source, dir)
	if err != nil {
		return err
	}
	if _, err := os.Stat(out + "/go.mod"); err != nil {
		return fmt.Errorf("-out is not the root of a module: %w", err)
	}
	return refresh(out, files, check, stdout)
}

// refresh writes files below out, or compares them with those that are there.
func refresh(out string, files Files, check bool, stdout io.Writer) error {
	if !check {
		_, err := Write(out, files)
		return err
	}
	drifts, err := Verify(out, files)
	if err != nil {
		return err
	}
	for _, d := range drifts {
		fmt.Fprint(stdout, d)
	}
	if len(drifts) > 0 {
		fmt.Fprintln(stdout, "run: go generate ./...")
		return errDiffers
	}
	return nil
}
