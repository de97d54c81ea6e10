using System.Buffers;

namespace Rlar.Agents.Classification;

/// <summary>
/// What a prompt looks like, whatever its words are: length, lines, signs, scripts, marks of code, of JSON and of turns. Each between 0 and 1.
/// </summary>
internal static class SurfaceFeatures
{
    /// <summary>How many there are.</summary>
    internal const int Count = 32;

    /// <summary>The place of digits.</summary>
    internal const int Digits = 6;

    /// <summary>The place of the marks of code.</summary>
    internal const int CodeMarks = 22;

    /// <summary>The place of the marks of formulas.</summary>
    internal const int MathematicsMarks = 24;

    /// <summary>The place of the marks of tools' descriptions.</summary>
    internal const int SchemaMarks = 26;

    /// <summary>The place of the share of letters in another script.</summary>
    internal const int ScriptMix = 27;

    private static readonly string[] s_code =
    [
        "def ", "return ", "import ", "class ", "```", "();", "){", ") {", "};", "</", "=>", "->", "==", "!=", "+=", "print(", "console.log", "public ",
        "SELECT ", "FROM ", "#include", "fn ", "func ", "let ", "const ", "var ", "self.", "[i]", "\"\"\"", "std::", "function(", "$(", ">>> ",
    ];

    private static readonly string[] s_mathematics =
    [
        "\\frac", "\\sqrt", "\\int", "\\sum", "x^", "^2", "^n", "²", "³", "√", "π", "≤", "≥", "∫", "∑", " x ", " = ", "sin", "log", "mod ", "f(x)", "%", "×",
        "÷", "!",
    ];

    private static readonly string[] s_turns =
        ["User:", "Assistant:", "Human:", "AI:", "Customer:", "Bot:", "A: ", "B: ", "Me: ", "assistant:", "user:", "用户:", "用户:", "ユーザー"];

    private static readonly string[] s_schema =
    [
        "\"name\"", "\"parameters\"", "\"type\"", "\"arguments\"", "\"function\"", ": string", ": str", ": int", ": number", "(city", "_id", "<tool", "tools",
        "\"description\"",
    ];

    private static readonly SearchValues<char> s_quotes = SearchValues.Create("\"“”„«»「」『』‘’");

    /// <summary>The features.</summary>
    internal static void Write(PromptText prompt, Span<float> into)
    {
        var text = prompt.Whole;
        var asked = prompt.Asked;
        var counts = Counted(text);
        var letters = Math.Max(1, counts.Latin + counts.Cyrillic + counts.Unspaced + counts.OtherLetters);
        var at = 0;
        into[at++] = Saturated(text.Length, 60);
        into[at++] = text.Length < 40 ? 1 : 0;
        into[at++] = text.Length is >= 40 and < 120 ? 1 : 0;
        into[at++] = Saturated(counts.Lines, 3);
        into[at++] = counts.Lines > 0 ? 1 : 0;
        into[at++] = text.Contains("\n\n", StringComparison.Ordinal) ? 1 : 0;
        into[at++] = Saturated(counts.Digits, 6);
        into[at++] = Math.Min(1, 6f * counts.Digits / Math.Max(1, text.Length));
        into[at++] = counts.Digits > 0 ? 0 : 1;
        into[at++] = asked.TrimEnd() is [.., '?' or '？' or '؟' or ';'] ? 1 : 0;
        into[at++] = Saturated(counts.Questions, 1);
        into[at++] = Saturated(counts.Questions, 4);
        into[at++] = Saturated(text.AsSpan().Count('!'), 2);
        into[at++] = asked.TrimEnd() is [.., ':' or '：'] ? 1 : 0;
        into[at++] = asked is [>= 'a' and <= 'z', ..] ? 1 : 0;
        into[at++] = asked.TrimEnd() is [.., '.' or '。'] ? 1 : 0;
        into[at++] = Saturated(counts.Braces, 3);
        into[at++] = Saturated(counts.Brackets, 4);
        into[at++] = Saturated(counts.Operators, 3);
        into[at++] = Saturated(counts.Colons, 3);
        into[at++] = Saturated(counts.Commas, 5);
        into[at++] = text.AsSpan().ContainsAny(s_quotes) ? 1 : 0;
        into[at++] = Marks(text, s_code, 2);
        into[at++] = Marks(text, s_code, 6);
        into[at++] = Marks(text, s_mathematics, 2);
        into[at++] = Marks(text, s_turns, 1);
        into[at++] = Marks(text, s_schema, 2);
        // A text in two scripts is often one that asks for the other's translation.
        into[at++] = (float)(1 - (Math.Max(Math.Max(counts.Latin, counts.Cyrillic), Math.Max(counts.Unspaced, counts.OtherLetters)) / (double)letters));
        into[at++] = counts.Latin < letters / 2 ? 1 : 0;
        into[at++] = Saturated(Math.Max(0, prompt.Turns - 1), 1);
        into[at++] = prompt.HasSystem ? 1 : 0;
        into[at] = Saturated(counts.Capitals, 12);
    }

    private static float Saturated(int count, int half) => (float)count / (count + half);

    private static float Marks(string text, string[] marks, int half)
    {
        var found = 0;
        foreach (var mark in marks)
            found += text.Contains(mark, StringComparison.Ordinal) ? 1 : 0;
        return Saturated(found, half);
    }

    private static Signs Counted(string text)
    {
        var counts = default(Signs);
        foreach (var character in text)
        {
            switch (character)
            {
                case '\n': counts.Lines++; break;
                case '?' or '？' or '؟': counts.Questions++; break;
                case '{' or '}': counts.Braces++; break;
                case '[' or ']' or '(' or ')' or '<' or '>': counts.Brackets++; break;
                case '=' or '+' or '*' or '/' or '^' or '$' or '%': counts.Operators++; break;
                case ':' or '：': counts.Colons++; break;
                case ',' or '，' or '、': counts.Commas++; break;
                case >= '0' and <= '9': counts.Digits++; break;
                case >= 'A' and <= 'Z': counts.Capitals++; counts.Latin++; break;
                case >= '\u0400' and <= '\u052f': counts.Cyrillic++; break;
                case < '\u0250' when char.IsLetter(character): counts.Latin++; break;
                default:
                    if (Words.IsUnspaced(character))
                        counts.Unspaced++;
                    else if (char.IsLetter(character))
                        counts.OtherLetters++;
                    break;
            }
        }

        return counts;
    }

    private struct Signs
    {
        internal int Lines, Questions, Braces, Brackets, Operators, Colons, Commas, Digits, Capitals, Latin, Cyrillic, Unspaced, OtherLetters;
    }
}
