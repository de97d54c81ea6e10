using System.Text;

namespace Rlar.Rewards.Reading.Patterns;

/// <summary>Writes a Python regular expression as a .NET one: what \w and \s match, named groups, the end of the text.</summary>
internal static class PythonPattern
{
    private const string Word = @"\p{L}\p{N}_";
    private const string Space = @"\s\x1c-\x1f";

    /// <summary>The .NET pattern. What neither dialect takes stays as it is and fails when it is compiled.</summary>
    internal static string Translate(string pattern)
    {
        var text = new StringBuilder(pattern.Length + 16);
        var isInClass = false;
        var isCount = false;
        var atom = 0;
        var open = new Stack<int>();
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (!isInClass && c is '*' or '+' or '?' or '}' && i + 1 < pattern.Length && pattern[i + 1] == '+' && text.Length > atom)
            {
                // A possessive repeat (Python 3.11) is an atomic group.
                _ = text.Insert(atom, "(?>").Append(c).Append(')');
                i++;
                continue;
            }

            if (!isInClass)
            {
                if (c == '(')
                    open.Push(text.Length);
                else if (c == ')' && open.TryPop(out var opened))
                    atom = opened;
                else if (c is not ('*' or '+' or '?' or '{' or '}' or ',') && !(char.IsAsciiDigit(c) && isCount))
                    atom = text.Length;
                isCount = c == '{' || (isCount && c != '}');
            }

            if (c == '\\' && i + 1 < pattern.Length)
            {
                _ = text.Append(Escape(pattern[++i], isInClass));
                continue;
            }

            // "[]a]" and "[^]a]" hold a bracket; "[a-[b]" subtracts in .NET only.
            if (c == '[' && !isInClass)
            {
                isInClass = true;
                _ = text.Append('[');
                if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                    _ = text.Append(pattern[++i]);
                if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                    _ = text.Append('\\').Append(pattern[++i]);
                continue;
            }

            if (isInClass)
            {
                isInClass = c != ']';
                _ = c == '[' ? text.Append("\\[") : text.Append(c);
                continue;
            }

            if (c == '(' && pattern.AsSpan(i).StartsWith("(?P<"))
            {
                _ = text.Append("(?");
                i += 2;
            }
            else if (c == '(' && pattern.AsSpan(i).StartsWith("(?P=") && pattern.IndexOf(')', i) is var end and > 0)
            {
                _ = text.Append(@"\k<").Append(pattern, i + 4, end - i - 4).Append('>');
                i = end;
            }
            else
            {
                _ = text.Append(c);
            }
        }

        return text.ToString();
    }

    private static string Escape(char c, bool isInClass) => (c, isInClass) switch
    {
        ('w', true) => Word,
        ('w', false) => $"[{Word}]",
        ('W', false) => $"[^{Word}]",
        ('s', true) => Space,
        ('s', false) => $"[{Space}]",
        ('S', false) => $"[^{Space}]",
        ('Z', false) => @"\z",
        _ => $@"\{c}",
    };
}
