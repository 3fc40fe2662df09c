package main

import "golang.org/x/text/language"

// words are the command's own words in one language. What the codes mean comes
// from package catalog.
type words struct {
	// Headings of an explanation.
	standard, whose, retryAfter, link, blocklist, beside, answers, constant, command string
	// Heads of tables.
	code, enhanced, condition, classes, status, name, text, extension, meaning, kind, origin, section,
	action, title, count, share, cause, fault string
	// Sentences with gaps.
	seconds, minutes, hours, days              string
	lines                                      string
	more, checked, answersTo                   string
	breach, unusual, remark                    string
	unregistered, obsolete, draft, nonstandard string
	unknownOrigin                              string
}

var english = words{
	standard: "By which document", whose: "Whose words", retryAfter: "Try again after", link: "Link", blocklist: "Blocklist",
	beside: "Stands beside", answers: "May answer", constant: "In Go", command: "Command",
	code: "Code", enhanced: "Enhanced", condition: "Condition", classes: "Classes", status: "Status", name: "Name", text: "Text",
	extension: "Extension", meaning: "Meaning", kind: "Kind", origin: "Origin", section: "Section",
	action: "What to do", title: "Title", count: "Count", share: "Share", cause: "Cause", fault: "Fault",
	seconds: "%d s", minutes: "%d min", hours: "%d h", days: "%d d",
	lines: "Lines: %s. Replies: %s. Lines without a reply: %s.", more: "and %d more, %s replies",
	checked:   "Replies: %d. Breaches: %d. Unusual: %d. Remarks: %d.",
	answersTo: "answers %s",
	breach:    "breach", unusual: "unusual", remark: "remark",
	unregistered: "known to no document or list", obsolete: "obsolete", draft: "only in a draft that expired", nonstandard: "in no standard, though it is in use",
	unknownOrigin: "not told",
}

var simplified = words{
	standard: "依据的文件", whose: "谁的措辞", retryAfter: "多久后重试", link: "链接", blocklist: "黑名单",
	beside: "可搭配", answers: "可应答", constant: "Go 常量", command: "命令",
	code: "代码", enhanced: "增强码", condition: "条件", classes: "类别", status: "状态", name: "名称", text: "文本",
	extension: "扩展", meaning: "含义", kind: "种类", origin: "来源", section: "章节",
	action: "怎么办", title: "标题", count: "数量", share: "占比", cause: "原因", fault: "责任方",
	seconds: "%d 秒", minutes: "%d 分钟", hours: "%d 小时", days: "%d 天",
	lines: "共 %s 行，%s 个应答，%s 行没有应答", more: "其余 %d 种，共 %s 个应答",
	checked:   "%d 个应答：%d 处违规，%d 处异常，%d 处提示",
	answersTo: "应答 %s",
	breach:    "违规", unusual: "异常", remark: "提示",
	unregistered: "没有任何文件或列表收录", obsolete: "已废弃", draft: "只见于已过期的草案", nonstandard: "不是标准代码，但有人使用",
	unknownOrigin: "未说明",
}

var traditional = words{
	standard: "依據的文件", whose: "誰的措辭", retryAfter: "多久後重試", link: "連結", blocklist: "黑名單",
	beside: "可搭配", answers: "可回應", constant: "Go 常數", command: "命令",
	code: "代碼", enhanced: "增強碼", condition: "條件", classes: "類別", status: "狀態", name: "名稱", text: "文字",
	extension: "擴充", meaning: "意義", kind: "種類", origin: "來源", section: "章節",
	action: "該怎麼做", title: "標題", count: "數量", share: "占比", cause: "原因", fault: "責任方",
	seconds: "%d 秒", minutes: "%d 分鐘", hours: "%d 小時", days: "%d 天",
	lines: "共 %s 行，%s 個回應，%s 行沒有回應", more: "其餘 %d 種，共 %s 個回應",
	checked:   "%d 個回應：%d 處違規，%d 處異常，%d 處提示",
	answersTo: "回應 %s",
	breach:    "違規", unusual: "異常", remark: "提示",
	unregistered: "沒有任何文件或清單收錄", obsolete: "已廢止", draft: "只見於已過期的草案", nonstandard: "不是標準代碼，但有人使用",
	unknownOrigin: "未說明",
}

// wordsFor returns the words in a language of the catalog, in English if there are
// none yet.
func wordsFor(tag language.Tag) *words {
	switch tag {
	case language.Chinese:
		return &simplified
	case language.TraditionalChinese:
		return &traditional
	}
	return &english
}

// standing says what a code is worth that is not in force, "" for one that is.
func (w *words) standing(status string) string {
	switch status {
	case "unregistered":
		return w.unregistered
	case "obsolete":
		return w.obsolete
	case "draft":
		return w.draft
	case "nonstandard":
		return w.nonstandard
	}
	return ""
}
