using System.Security.Cryptography;
using System.Text;
using Rlar.Agents.Templates;

namespace Rlar.Agents.Authoring;

/// <summary>Names for drafts of templates: what they check, and digits of a hash of it: the same template has the same name.</summary>
internal static class DraftNames
{
    private const int LongestStem = 40;
    private const int HashDigits = 8;

    internal static string Of(TemplateExpression expression)
    {
        var leaves = Leaves(expression).Select(leaf => leaf.Name.Replace('_', '-')).Distinct();
        var stem = string.Join('-', leaves);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(expression.ToJson())))[..HashDigits];
        return $"{(stem.Length > LongestStem ? stem[..LongestStem].TrimEnd('-') : stem)}-{hash}";
    }

    private static IEnumerable<TemplateExpression> Leaves(TemplateExpression expression) =>
        expression.Parts.Count == 0 ? [expression] : expression.Parts.SelectMany(Leaves);
}
