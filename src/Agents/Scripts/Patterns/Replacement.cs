using System.Globalization;
using System.Text;
using Rlar.Agents.Scripts.Running;

namespace Rlar.Agents.Scripts.Patterns;

/// <summary>Replacement patterns: $1, ${name}, $&amp; and $$ as in .NET; its other forms are refused.</summary>
internal static class Replacement
{
    /// <summary>Fills one in.</summary>
    /// <exception cref="ArgumentException">A form that scripts do not have.</exception>
    internal static string Fill(string replacement, Match match, string text)
    {
        var written = new StringBuilder();
        for (var at = 0; at < replacement.Length; at++)
        {
            if (replacement[at] != '$' || at + 1 == replacement.Length)
            {
                written.Append(replacement[at]);
                continue;
            }

            var next = replacement[at + 1];
            if (next == '$')
                written.Append(replacement[at++]);
            else if (next == '&')
                at = Put(match.Last(0), at + 1);
            else if (next is '`' or '\'' or '+' or '_')
                throw new ArgumentException($"A script's replacement pattern has no ${next}: use a function.");
            else
                at = Group(at);
        }

        Meter.Copied(written.Length);
        return written.ToString();

        int Group(int at)
        {
            var isBraced = replacement[at + 1] == '{';
            var start = at + (isBraced ? 2 : 1);
            var end = isBraced ? replacement.IndexOf('}', start) : start;
            while (!isBraced && end < replacement.Length && char.IsAsciiDigit(replacement[end]))
                end++;
            var name = end > start ? replacement[start..end] : "";
            var number = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : match.NumberOf(name);
            if (name.Length > 0 && number >= 0 && number < match.GroupCount)
                return Put(match.Last(number), isBraced ? end : end - 1);
            written.Append('$');
            return at;
        }

        int Put((int Start, int End)? part, int at)
        {
            if (part is var (start, end))
            {
                Meter.Copied(end - start);
                written.Append(text, start, end - start);
            }

            return at;
        }
    }
}
