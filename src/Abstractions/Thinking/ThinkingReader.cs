using System.Text;

namespace Rlar.Thinking;

/// <summary>
/// Goes through a text once, mark by mark, and keeps what is said outside of thinking. What stands before the first section is dropped, as the
/// servers' reasoning parsers drop it; a mark that closes what was never opened closes a section that the prompt had opened, but only once: a
/// later one cuts nothing off. Thinking is ended by marks of its own family: another model's are part of the thoughts.
/// A mark in inverted commas or backticks is talked about and is none, nor is one that opens in a block of code.
/// </summary>
internal ref struct ThinkingReader
{
    /// <summary>The mark of thinking where nothing says whose it is.</summary>
    internal const string DefaultOpening = "<think>";

    private const string Fence = "```";

    private readonly string _text;
    private StringBuilder? _said;
    private string? _section;
    private string _family;
    private Dictionary<string, int>? _lastEnds;
    private bool _thoughtOver;
    private bool _hasBoxes;
    private int _visible;
    private int _counted;
    private bool _inFence;
    private int _calledAt = -1;

    private ThinkingReader(string text, int start, string? section) =>
        (_text, _visible, _section, _family) = (text, start, section, ThinkingFormats.StepsPhrase);

    /// <summary>What a text says outside of thinking; null where it ends in thinking, or says nothing behind it.</summary>
    internal static string? Answer(string text) => Spoken(text) is { } spoken
        ? new ThinkingReader(text, spoken.Start, spoken.Section).Read()
        : SpokenHarmony.Answer(text);

    /// <summary>Whether a text ends inside a section of thinking.</summary>
    internal static bool EndsThinking(string text)
    {
        if (Spoken(text) is not { } spoken)
            return SpokenHarmony.EndsThinking(text);
        var reader = new ThinkingReader(text, spoken.Start, spoken.Section);
        reader.Walk();
        return reader._section is not null;
    }

    /// <summary>A completion as the whole message that it is part of, where the prompt ended in a mark that opens thinking.</summary>
    /// <param name="mark">The mark.</param>
    /// <param name="text">The completion; one that opens its thinking itself is left as it is.</param>
    internal static string WithOpening(string mark, string text)
    {
        if (Opens(text))
            return text;
        return mark[0] == '<' && SpokenHarmony.Continues(mark, text) ? ThinkingFormats.AnalysisChannel + text : mark + text;
    }

    /// <summary>
    /// The mark that opens the thinking which a completion ends, where nothing else is known of it: models whose answer or call has a mark of its
    /// own may close their thinking by that alone.
    /// </summary>
    internal static string OpeningOf(string text)
    {
        for (var at = 0; ThinkingMarks.TryNext(text, at, out var mark); at = mark.End)
        {
            if (IsEnd(mark) && mark.Section == ThinkingFormats.Thoughts)
                return mark.Kind == ThinkingMarkKind.Closes ? DefaultOpening : mark.Family;
        }

        return SpokenHarmony.Continues(ThinkingFormats.Harmony, text) ? ThinkingFormats.Harmony : DefaultOpening;
    }

    private static bool Opens(string text)
    {
        var start = text.AsSpan().IndexOfAnyExcept(" \t\r\n");
        return start >= 0 && (Spoken(text) is not { Section: null }
            || (ThinkingMarks.TryRead(text, start, out var mark) && mark.Kind == ThinkingMarkKind.Opens));
    }

    /// <summary>Where the marks begin, and which section a phrase has opened; null where the text is gpt-oss's without its special tokens.</summary>
    private static (int Start, string? Section)? Spoken(string text)
    {
        if (text.Length == 0 || text[0] is not ('H' or 'a' or ' ' or '\n' or '\r' or '\t'))
            return (0, null);
        if (SpokenHarmony.Is(text))
            return null;
        var start = text.Length - text.AsSpan().TrimStart().Length;
        var rest = text.AsSpan(start);
        if (rest.StartsWith(ThinkingFormats.StepsPhrase, StringComparison.Ordinal))
            return (start + ThinkingFormats.StepsPhrase.Length, ThinkingFormats.Thoughts);
        foreach (var (opens, answers) in ThinkingFormats.Phrases)
        {
            // Others begin so, too: only with its other half it is a form.
            if (rest.StartsWith(opens, StringComparison.Ordinal) && rest.IndexOf(answers, StringComparison.Ordinal) is > 0 and var at)
                return (start + at + answers.Length, null);
        }

        return (0, null);
    }

    private string? Read()
    {
        Walk();
        if (_section is not null)
            return null;
        var end = EndTokens.Trimmed(_text, _text.Length);
        if (_said is null && _visible == 0 && !_hasBoxes)
            return end == _text.Length ? _text : _text[..end];
        var last = AfterBlankLines(_text, _visible);
        if (last >= end)
            return null;
        var tail = _text.AsSpan(last, end - last);
        var answer = _said is { Length: > 0 } ? _said.Append(tail).ToString() : tail.ToString();
        answer = Unwrapped(answer);
        if (_hasBoxes)
            answer = AnswerBoxes.Written(answer);
        return string.IsNullOrWhiteSpace(answer) ? null : answer;
    }

    private void Walk()
    {
        var at = _visible;
        while (ThinkingMarks.TryNext(_text, at, out var mark))
        {
            at = mark.End;
            if (_section is not null)
                InThinking(mark);
            else
                InAnswer(mark);
        }
    }

    private void InThinking(in ThinkingMark mark)
    {
        if (!IsEnd(mark) || mark.Section != _section || (mark.Family != _family && !ClosesAnother(mark)) || IsQuoted(mark))
            return;
        _thoughtOver |= _section == ThinkingFormats.Thoughts;
        _section = null;
        Resume(mark.Kind == ThinkingMarkKind.Calls ? mark.Start : mark.End);
        Called(mark);
    }

    private static bool IsEnd(in ThinkingMark mark) => mark.Kind is ThinkingMarkKind.Closes or ThinkingMarkKind.Answers or ThinkingMarkKind.Calls;

    // Models slip and close <think> by </thinking>. Where a mark of the section's own family ends it later on, the other one is part of the thoughts.
    private bool ClosesAnother(in ThinkingMark mark)
    {
        if (mark.Kind != ThinkingMarkKind.Closes)
            return false;
        _lastEnds ??= LastEnds(mark.Start);
        return _lastEnds.GetValueOrDefault(_family) <= mark.Start;
    }

    // Where the last mark of each family begins that could end its thinking.
    private readonly Dictionary<string, int> LastEnds(int from)
    {
        var ends = new Dictionary<string, int>();
        for (var at = from; ThinkingMarks.TryNext(_text, at, out var mark); at = mark.End)
        {
            if (IsEnd(mark) && !IsQuoted(mark))
                ends[mark.Family] = mark.Start;
        }

        return ends;
    }

    private void InAnswer(in ThinkingMark mark)
    {
        if (mark.Kind == ThinkingMarkKind.Boxes)
        {
            _hasBoxes = true;
        }
        else if (mark.Kind == ThinkingMarkKind.Opens)
        {
            if (!IsFirst(mark) && (IsQuoted(mark) || InFence(mark.Start)))
                return;
            if (_thoughtOver || mark.Section != ThinkingFormats.Thoughts)
                Keep(BeforeCalls(mark));
            else
                _said?.Clear();
            (_section, _family) = (mark.Section, mark.Family);
        }
        else if (!_thoughtOver && mark.Section == ThinkingFormats.Thoughts && mark.Kind is ThinkingMarkKind.Closes or ThinkingMarkKind.Answers)
        {
            // The prompt had opened it.
            if (IsQuoted(mark) || InFence(mark.Start))
                return;
            _thoughtOver = true;
            _said?.Clear();
            Resume(mark.End);
        }
        else if (mark.IsToken && mark.Kind != ThinkingMarkKind.Calls)
        {
            Keep(BeforeCalls(mark));
            Resume(mark.End);
        }
        else if (mark.Kind == ThinkingMarkKind.Closes && _said is null && _text.AsSpan(_visible, mark.Start - _visible).IsWhiteSpace())
        {
            Resume(mark.End); // closed twice, with nothing between
        }
        else
        {
            Called(mark);
        }
    }

    // gpt-oss: a call and its result, which the rollout may hold, are no part of what the channel final says later on.
    private void Called(in ThinkingMark mark)
    {
        if (mark.Kind == ThinkingMarkKind.Calls && mark.Family == ThinkingFormats.Harmony && _calledAt < 0)
            _calledAt = mark.Start;
    }

    private int BeforeCalls(in ThinkingMark mark)
    {
        var end = _calledAt >= 0 && mark.Family == ThinkingFormats.Harmony ? _calledAt : mark.Start;
        _calledAt = -1;
        return end;
    }

    private void Keep(int end)
    {
        if (end <= _visible || _text.AsSpan(_visible, end - _visible).IsWhiteSpace())
            return;
        (_said ??= new StringBuilder()).Append(_text, _visible, end - _visible);
        if (!char.IsWhiteSpace(_text[end - 1]))
            _said.Append('\n');
    }

    private void Resume(int at)
    {
        _visible = _said is { Length: > 0 } ? at : AfterBlankLines(_text, at);
        (_counted, _inFence) = (_visible, false);
    }

    // Nothing stands before it, or only the fence of a block that holds the whole answer.
    private readonly bool IsFirst(in ThinkingMark mark)
    {
        if (mark.Start <= _visible)
            return true;
        var before = _text.AsSpan(_visible, mark.Start - _visible).Trim();
        return before.IsEmpty || (!_thoughtOver && before.StartsWith(Fence, StringComparison.Ordinal) && before.IndexOfAny('\n', '<') < 0);
    }

    private bool InFence(int at)
    {
        while (_text.AsSpan(_counted, Math.Max(0, at - _counted)).IndexOf(Fence, StringComparison.Ordinal) is >= 0 and var fence)
        {
            _inFence = !_inFence;
            _counted += fence + Fence.Length;
        }

        return _inFence;
    }

    private readonly bool IsQuoted(in ThinkingMark mark)
    {
        if (mark.Start == 0 || mark.End >= _text.Length)
            return false;
        var quote = _text[mark.Start - 1];
        return (quote is '`' or '"' or '\'' && _text[mark.End] == quote || (quote == '\u201C' && _text[mark.End] == '\u201D'))
            && (mark.Start == 1 || IsEdge(_text[mark.Start - 2]))
            && (mark.End + 1 == _text.Length || IsEdge(_text[mark.End + 1]));
    }

    private static bool IsEdge(char c) => char.IsWhiteSpace(c) || (char.IsPunctuation(c) && c is not ('`' or '"' or '\'')) || c == '=';

    // The blank lines before the first word go; its indentation stays.
    private static int AfterBlankLines(string text, int at)
    {
        var blank = text.Length - text.AsSpan(at).TrimStart().Length;
        if (blank == at)
            return at;
        var line = text.AsSpan(at, blank - at).LastIndexOf('\n');
        return blank == text.Length ? blank : at + line + 1;
    }

    private static string Unwrapped(string answer)
    {
        foreach (var (opens, closes) in ThinkingFormats.Wrappers)
        {
            var body = answer.AsSpan().Trim();
            if (!body.StartsWith(opens, StringComparison.OrdinalIgnoreCase))
                continue;
            if (body.EndsWith(closes, StringComparison.Ordinal))
                body = body[..^closes.Length].TrimEnd();
            else if (opens.Length == 0)
                continue;
            answer = body[opens.Length..].TrimStart("\r\n").ToString();
            answer = answer[..EndTokens.Trimmed(answer, answer.Length)];
        }

        return answer;
    }
}
