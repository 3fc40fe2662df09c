package main

import (
	"strings"

	"golang.org/x/text/language"

	"github.com/smtpstatus/smtpstatus/catalog"
)

// texts returns the texts in the language of the flag or of the environment. A
// language that was asked for by the flag and is not there is an error; one of
// the environment is not.
func (c *common) texts(getenv func(string) string) (catalog.Texts, error) {
	if c.lang == "" {
		return catalog.ForString(locale(getenv)), nil
	}
	texts := catalog.ForString(c.lang)
	if texts.Language() == language.English && !strings.HasPrefix(strings.ToLower(c.lang), "en") {
		var tags []string
		for _, tag := range catalog.Languages() {
			tags = append(tags, tag.String())
		}
		return texts, usagef("no texts in the language %q, there are %s", c.lang, strings.Join(tags, ", "))
	}
	return texts, nil
}

// locale returns the reader's preferences as gettext finds them: LANGUAGE, but only
// if the locale is not that of C.
func locale(getenv func(string) string) string {
	name := ""
	for _, variable := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if name = getenv(variable); name != "" {
			break
		}
	}
	base, _, _ := strings.Cut(name, ".")
	if base == "" || base == "C" || base == "POSIX" {
		return ""
	}
	if list := getenv("LANGUAGE"); list != "" {
		return list
	}
	return name
}
