using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Patterns;

/// <summary>
/// The word patterns of the byte-level models, by hand and in linear time: GPT-2's, and those of GPT-4 (cl100k), Llama 3 and Qwen, which differ in how
/// many digits stand together. Each covers every text, so the matches follow one another without a gap.
/// </summary>
internal sealed class WordScanner
{
    /// <summary>GPT-2's pattern, which ByteLevel uses where it splits itself.</summary>
    internal const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private const string Gpt4Start = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    private const string Gpt4End = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private readonly int _digits;

    private WordScanner(int digits) => _digits = digits;

    /// <summary>The scanner of a pattern, or null where it is not one of the known.</summary>
    internal static WordScanner? For(string pattern) => pattern switch
    {
        Gpt2 => new WordScanner(0),
        Gpt4Start + @"\p{N}" + Gpt4End => new WordScanner(1),
        Gpt4Start + @"\p{N}{1,3}" + Gpt4End => new WordScanner(3),
        _ => null,
    };

    /// <summary>The end of the match that starts at a place.</summary>
    internal int Next(ReadOnlySpan<char> text, int at) => _digits == 0 ? NextGpt2(text, at) : NextGpt4(text, at);

    private static int NextGpt2(ReadOnlySpan<char> text, int at)
    {
        if (text[at] == '\'' && Contraction(text, at, ignoreCase: false) is var contraction and > 0)
            return at + contraction;
        var first = CharClass.At(text, at, out var length);
        var start = at + length;
        if (text[at] == ' ' && start < text.Length && CharClass.At(text, start, out var next) is var second and not CharClass.Space)
            return Run(text, start + next, second);
        return first == CharClass.Space ? Spaces(text, at) : Run(text, start, first);
    }

    private int NextGpt4(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        if (c == '\'' && Contraction(text, at, ignoreCase: true) is var contraction and > 0)
            return at + contraction;
        var first = CharClass.At(text, at, out var length);
        var start = at + length;
        if (first == CharClass.Letter)
            return Run(text, start, CharClass.Letter);
        if (first == CharClass.Number)
            return Digits(text, start, _digits - 1);
        if (start < text.Length && c is not ('\r' or '\n') && CharClass.At(text, start, out var next) is var second)
        {
            if (second == CharClass.Letter)
                return Run(text, start + next, CharClass.Letter);
            if (c == ' ' && second == CharClass.Other)
                return LineEnds(text, Run(text, start + next, CharClass.Other));
        }

        return first == CharClass.Other ? LineEnds(text, Run(text, start, CharClass.Other)) : SpacesOrLines(text, at);
    }

    private static int Contraction(ReadOnlySpan<char> text, int at, bool ignoreCase)
    {
        if (at + 1 >= text.Length)
            return 0;
        var first = Fold(text[at + 1], ignoreCase);
        if (first is 's' or 't' or 'm' or 'd')
            return 2;
        if (at + 2 >= text.Length)
            return 0;
        return (first, Fold(text[at + 2], ignoreCase)) is ('r', 'e') or ('v', 'e') or ('l', 'l') ? 3 : 0;
    }

    // The long s is the one character beyond ASCII whose case folds to a letter of the contractions.
    private static char Fold(char c, bool ignoreCase) =>
        !ignoreCase ? c : c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c == '\u017F' ? 's' : c;

    private static int Run(ReadOnlySpan<char> text, int at, byte kind)
    {
        while (at < text.Length && CharClass.At(text, at, out var length) == kind)
            at += length;
        return at;
    }

    private static int Digits(ReadOnlySpan<char> text, int at, int most)
    {
        for (; most > 0 && at < text.Length && CharClass.At(text, at, out var length) == CharClass.Number; most--)
            at += length;
        return at;
    }

    private static int LineEnds(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is '\r' or '\n')
            at++;
        return at;
    }

    private static int SpacesOrLines(ReadOnlySpan<char> text, int at)
    {
        var end = Run(text, at, CharClass.Space);
        var line = text[at..end].LastIndexOfAny('\r', '\n');
        return line >= 0 ? at + line + 1 : Spaces(text, at);
    }

    // The last of several spaces goes with the word after them.
    private static int Spaces(ReadOnlySpan<char> text, int at)
    {
        var end = Run(text, at, CharClass.Space);
        return end == text.Length || end == at + 1 ? end : end - 1;
    }
}
