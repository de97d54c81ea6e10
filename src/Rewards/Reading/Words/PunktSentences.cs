using System.Buffers;
using Rlar.Rewards.Reading.Python;

namespace Rlar.Rewards.Reading.Words;

/// <summary>
/// PunktSentences as nltk's Punkt tokenizer cuts them (Kiss and Strunk 2006, "Unsupervised Multilingual Sentence Boundary Detection"): every
/// ".", "?" and "!" before whitespace or closing punctuation is a candidate; a period does not end a sentence after an abbreviation, an
/// initial, an ellipsis or a number, unless the next word says so. Departs from it in the lists: <see cref="PunktWords"/> stands for the
/// trained parameters, so that an abbreviation that is not listed ends a sentence here, and collocations are not known.
/// </summary>
internal static class PunktSentences
{
    private const string NonWord = ")\";}]*:@'({[!?";
    private const string NoWordStart = "(\"`{[:;&#*@)}]-,";
    private static readonly SearchValues<char> s_numeric = SearchValues.Create("0123456789,.-");
    private static readonly SearchValues<char> s_wordEnds = SearchValues.Create(" \t\n\v\f\r," + NonWord);
    private const string Closers = "\"')]}";

    /// <summary>The number of sentences.</summary>
    internal static int Count(string text) => Cut(text, null);

    /// <summary>The sentences.</summary>
    internal static List<string> Split(string text)
    {
        var sentences = new List<string>();
        _ = Cut(text, sentences);
        return sentences;
    }

    // Closing punctuation at a sentence's start belongs to the one before it.
    private static int Cut(string text, List<string>? sentences)
    {
        var count = 0;
        var start = 0;
        var stop = 0;
        var hasSentence = false;
        var end = PythonText.Strip(text).Length == 0 ? 0 : LastVisible(text) + 1;
        void Add(int from, int to)
        {
            if (to <= from)
                return;
            count++;
            sentences?.Add(text[from..to]);
        }

        void Take(int from, int to)
        {
            if (!hasSentence)
            {
                (start, stop, hasSentence) = (from, to, true);
                return;
            }

            var closers = from;
            while (closers < to && Closers.Contains(text[closers]))
                closers++;
            var ends = closers == to || PythonText.IsSpace(text[closers]) || text.AsSpan(closers, to - closers).StartsWith("--");
            if (closers > from && ends)
            {
                Add(start, closers);
                start = Math.Min(to, PythonText.SkipSpace(text, closers));
            }
            else
            {
                Add(start, stop);
                start = from;
            }

            stop = to;
        }

        var last = 0;
        foreach (var (at, next) in Breaks(text))
        {
            Take(last, at + 1);
            last = next;
        }

        Take(last, Math.Max(last, end));
        Add(start, stop);
        return count;
    }

    private static int LastVisible(string text)
    {
        var at = text.Length - 1;
        while (at >= 0 && PythonText.IsSpace(text[at]))
            at--;
        return at;
    }

    // Of the candidates in one word only the last can end a sentence.
    private static IEnumerable<(int At, int Next)> Breaks(string text)
    {
        var wordStart = 0;
        var candidate = -1;
        for (var at = text.AsSpan().IndexOfAny('.', '?', '!'); at >= 0; at = NextEnd(text, at))
        {
            var isCandidate = at + 1 < text.Length
                && (NonWord.Contains(text[at + 1])
                    || (PythonText.IsSpace(text[at + 1]) && PythonText.SkipSpace(text, at + 1) < text.Length));
            if (!isCandidate)
                continue;
            var from = candidate < 0 ? 0 : candidate;
            var space = PythonText.LastSpace(text.AsSpan(from, at - from));

            // Punkt takes a space at the very start of the stretch for none.
            var start = space > 0 ? from + space + 1 : candidate < 0 ? 0 : wordStart;
            if (candidate >= 0 && start >= candidate && IsBreak(text, wordStart, candidate) is var (cut, next) && cut)
                yield return (candidate, next);
            (wordStart, candidate) = (start, at);
        }

        if (candidate >= 0 && IsBreak(text, wordStart, candidate) is var (lastCut, lastNext) && lastCut)
            yield return (candidate, lastNext);
    }

    private static int NextEnd(string text, int at)
    {
        var length = text.AsSpan(at + 1).IndexOfAny('.', '?', '!');
        return length < 0 ? -1 : at + 1 + length;
    }

    // Whether the mark ends a sentence, and where the next one starts.
    private static (bool IsBreak, int Next) IsBreak(string text, int wordStart, int at)
    {
        var next = PythonText.IsSpace(text[at + 1]) ? PythonText.SkipSpace(text, at + 1) : at + 1;
        return (text[at] != '.' || EndsAtPeriod(text, wordStart, at, next, isSpaced: next > at + 1), next);
    }

    private static bool EndsAtPeriod(string text, int wordStart, int at, int next, bool isSpaced)
    {
        var start = TokenStart(text, wordStart, at);
        if (start == at)
            return at == 0 || text[at - 1] != '.' || NextWordStarts(text, next, isSpaced);
        if (HasMark(text.AsSpan(wordStart, at - wordStart)))
            return true;
        var stem = text.AsSpan(start, at - start);
        if (stem[^1] == '.')
            return NextWordStarts(text, next, isSpaced); // an ellipsis
        if (IsInitial(stem))
            return !IsMark(text, next) && !(isSpaced && char.IsLower(text[next]))
                && !IsAbbreviation(stem)
                && !(char.IsUpper(text[next]) && !IsStarter(Word(text, next)));
        if (IsAbbreviation(stem))
            return NextWordStarts(text, next, isSpaced);
        return !IsNumber(stem) || (!IsMark(text, next) && !(isSpaced && char.IsLower(text[next])));
    }

    // Where the word that ends at the period starts: after punctuation that is no part of words, or after dots. An apostrophe and the two
    // marks end a word too, but are the first character of the next.
    private static int TokenStart(string text, int wordStart, int at)
    {
        var start = at;
        while (start > wordStart && !NonWord.Contains(text[start - 1]) && !PythonText.IsSpace(text[start - 1]) && !IsBoundaryPair(text, start))
            start--;
        if (start < at && start > wordStart && text[start - 1] is '\'' or '!' or '?')
            return start - 1;
        while (start < at && NoWordStart.Contains(text[start]))
            start++;
        return start;
    }

    private static bool IsBoundaryPair(string text, int start) =>
        start >= 2 && ((text[start - 1] == '-' && text[start - 2] == '-') || (text[start - 1] == '.' && text[start - 2] == '.' && text[start] != '.'));

    // A "?" or "!" that is a token by itself, and not the last.
    private static bool HasMark(ReadOnlySpan<char> word)
    {
        for (var at = word.IndexOfAny('?', '!'); at >= 0 && at + 1 < word.Length;)
        {
            if (NonWord.Contains(word[at + 1]))
                return true;
            var next = word[(at + 1)..].IndexOfAny('?', '!');
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    // A token that is one mark: no sentence starts with it.
    private static bool IsMark(string text, int next) => text[next] is ',' or ';' or ':'
        || (text[next] is '.' or '!' or '?' && (next + 1 == text.Length || PythonText.IsSpace(text[next + 1]) || NonWord.Contains(text[next + 1])));

    private static bool IsInitial(ReadOnlySpan<char> stem) => stem.Length == 1 && PythonWords.IsWordAt(stem, 0) && !char.IsDigit(stem[0]) && stem[0] != '_';

    private static bool IsAbbreviation(ReadOnlySpan<char> stem)
    {
        if (stem.Length > 12)
            return false;
        Span<char> lower = stackalloc char[12];
        lower = lower[..stem.ToLowerInvariant(lower)];
        var known = PunktWords.Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();
        return known.Contains(lower) || (lower.LastIndexOf('-') is var dash and >= 0 && known.Contains(lower[(dash + 1)..]));
    }

    private static bool IsNumber(ReadOnlySpan<char> stem)
    {
        var digits = stem.TrimStart('-');
        if (digits.Length > 0 && digits[0] is '.' or ',')
            digits = digits[1..];
        return digits.Length > 0 && char.IsDigit(digits[0]) && !digits.ContainsAnyExcept(s_numeric);
    }

    // After an abbreviation or an ellipsis a sentence starts with a word that is no name; or the next token itself holds an end.
    private static bool NextWordStarts(string text, int next, bool isSpaced)
    {
        if (!isSpaced)
            return false;
        var word = Word(text, next);
        return (char.IsUpper(text[next]) && IsStarter(word)) || EndsInside(text, next);
    }

    private static ReadOnlySpan<char> Word(string text, int next)
    {
        var length = text.AsSpan(next).IndexOfAny(s_wordEnds);
        var word = length < 0 ? text.AsSpan(next) : text.AsSpan(next, length);
        return word.Length > 1 && word[^1] == '.' ? word[..^1] : word;
    }

    private static bool IsStarter(ReadOnlySpan<char> word)
    {
        if (word.Length is 0 or > 12)
            return false;
        Span<char> lower = stackalloc char[12];
        lower = lower[..word.ToLowerInvariant(lower)];
        return PunktWords.Starters.GetAlternateLookup<ReadOnlySpan<char>>().Contains(lower);
    }

    private static bool EndsInside(string text, int next)
    {
        var token = text.AsSpan(next, PythonText.NextSpace(text, next) - next);
        return HasMark(token)
            || (token.LastIndexOf('.') is var period and > 0 && period < token.Length - 1
                && NonWord.Contains(token[period + 1]) && !IsAbbreviation(token[..period]));
    }
}
