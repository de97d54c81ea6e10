using System.Security.Cryptography;
using System.Text;

namespace Rlar.Rewards.Judges;

/// <summary>
/// Marks around a text that is to be judged. They carry a code that is a hash of the text and stands nowhere in it, so a text can neither close its
/// own marks nor imitate them: it would have to hold its own hash. The same text has the same marks, so that runs can be repeated.
/// </summary>
internal static class Fence
{
    private const int CodeDigits = 12;

    /// <summary>The text between its marks.</summary>
    /// <param name="label">What it is.</param>
    /// <param name="text">The text.</param>
    /// <param name="others">All other texts of the prompt.</param>
    internal static string Around(string label, string text, params IEnumerable<string> others)
    {
        var code = Code(label, text, others);
        return $"<{label} {code}>\n{text}\n</{label} {code}>";
    }

    /// <summary>The code.</summary>
    internal static string Code(string label, string text, params IEnumerable<string> others)
    {
        for (var round = 0; ; round++)
        {
            var code = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{round}\n{label}\n{text}")))[..CodeDigits];
            if (!text.Contains(code, StringComparison.OrdinalIgnoreCase) && !others.Any(other => other.Contains(code, StringComparison.OrdinalIgnoreCase)))
                return code;
        }
    }
}
