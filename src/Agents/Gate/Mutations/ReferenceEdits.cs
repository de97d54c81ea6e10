using Rlar.Agents.Drafts;
using Rlar.Agents.Gate.Readings;

namespace Rlar.Agents.Gate.Mutations;

/// <summary>
/// The reference as it stands in a right answer, with a character left out, doubled, changed for its neighbour or for another one of the references: certainly
/// wrong where the answer must be the reference.
/// </summary>
internal static class ReferenceEdits
{
    private const int Longest = 24;

    /// <summary>The edits of a right answer.</summary>
    internal static IEnumerable<Variant> Of(Probe right, TaskClaims claims)
    {
        if (!claims.UsesReference || claims.Contains || claims.Tolerates || right.Query.References is not [var reference, ..])
            yield break;
        reference = reference.Trim();
        var text = right.Completion.TrimEnd();
        // The answer is the reference, or a line that ends with it.
        if (reference.Length == 0 || !text.EndsWith(reference, StringComparison.Ordinal) || (text.Length > reference.Length && !char.IsWhiteSpace(text[^(reference.Length + 1)])))
            yield break;
        var head = text[..^reference.Length];
        var alphabet = reference.Where(char.IsLetterOrDigit).Distinct().Order().ToArray();
        for (var i = 0; i < reference.Length && i < Longest; i++)
        {
            if (char.IsWhiteSpace(reference[i]))
                continue;
            yield return Made(reference.Remove(i, 1), "a character left out");
            yield return Made(reference.Insert(i, reference[i].ToString()), "a character doubled");
            foreach (var distance in (int[])[1, 2])
            {
                if (i + distance < reference.Length && !char.IsWhiteSpace(reference[i + distance]) && reference[i] != reference[i + distance])
                {
                    var swapped = reference.ToCharArray();
                    (swapped[i], swapped[i + distance]) = (swapped[i + distance], swapped[i]);
                    yield return Made(new string(swapped), "two characters in each other's place");
                }
            }

            foreach (var other in alphabet.Where(letter => letter != reference[i] && char.IsLetterOrDigit(reference[i])).Take(4))
                yield return Made(Texts.Replace(reference, i, 1, other.ToString()), "a character of the answer in the place of another");
        }

        // A lookalike that decodes to the same: IIII for IV.
        for (var count = 1; count <= 8; count++)
        {
            foreach (var letter in alphabet.Where(char.IsLetter).Take(4))
                yield return Made(new string(letter, count), "one character of the answer repeated");
        }

        Variant Made(string made, string kind) => new(
            right.Query, head + made, kind, Texts.IsSame(made, reference) || right.Query.References.Any(other => Texts.IsSame(other, made)) ? null : false);
    }
}
