using Rlar.Agents.Drafts;

namespace Rlar.Agents.Gate.Mutations;

/// <summary>A right answer with a forbidden word in another case, which is wrong; and with what only begins like it ("may" for "maybe"), which is right.</summary>
internal static class ForbiddenWords
{
    /// <summary>The answers with the word.</summary>
    internal static IEnumerable<Variant> Wrong(Probe right, string word)
    {
        foreach (var form in (string[])[word, word.ToUpperInvariant(), word[..1].ToUpperInvariant() + word[1..]])
        {
            yield return new Variant(right.Query, $"{form}, {right.Completion}", $"'{form}' before a right answer", null);
            yield return new Variant(right.Query, $"{right.Completion} {form}.", $"'{form}' after a right answer", null);
        }
    }

    /// <summary>The answers without it.</summary>
    internal static IEnumerable<Variant> Right(Probe right, string word)
    {
        foreach (var part in ((string[])[word[..^1], word[..((word.Length + 1) / 2)]]).Where(part => part.Trim().Length > 1).Distinct())
            yield return new Variant(right.Query, $"{right.Completion} {part}", $"'{part}', which only begins like what is forbidden, after a right answer", true);
    }
}
