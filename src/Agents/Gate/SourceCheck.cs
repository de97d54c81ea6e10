using System.Text;
using Rlar.Agents.Drafts;

namespace Rlar.Agents.Gate;

/// <summary>
/// What a script may not name, because its verdict would depend on more than the text: clocks, chance, hash codes that differ from process to process, the
/// machine and its language, and state that is kept. Repeats find much of it, but not what happens once in a hundred calls.
/// </summary>
internal sealed class SourceCheck : IGateCheck
{
    private static readonly (string Name, string Why)[] s_forbidden =
    [
        ("UtcNow", "reads the clock"), ("Now", "reads the clock"), ("Today", "reads the clock"), ("Stopwatch", "reads the clock"), ("TickCount", "reads the clock"),
        ("TickCount64", "reads the clock"), ("TimeProvider", "reads the clock"), ("Random", "draws at random"), ("RandomNumberGenerator", "draws at random"),
        ("NewGuid", "draws at random"), ("GetHashCode", "takes hash codes, which differ from process to process"), ("HashCode", "takes hash codes, which differ from process to process"),
        ("Environment", "reads the machine"), ("CurrentCulture", "reads the language of the machine"), ("CurrentUICulture", "reads the language of the machine"),
    ];

    /// <inheritdoc/>
    public string Name => "source";

    /// <inheritdoc/>
    public ValueTask<GateCheck> ExamineAsync(GateRun run, CancellationToken cancellationToken)
    {
        if (run.Draft.Form != DraftForm.Script)
            return new(new GateCheck(Name, true, null, null, "no code"));
        string[] names = [.. Names(run.Draft.Content)];
        foreach (var (name, why) in s_forbidden)
        {
            if (names.Contains(name))
                return new(Findings.Refused(Name, $"the script {why}: {name}"));
        }

        return new(new GateCheck(Name, true, 0, 0, $"none of {s_forbidden.Length} names of clocks, chance and machines"));
    }

    // The identifiers of a script, without its comments and texts.
    private static IEnumerable<string> Names(string source)
    {
        var name = new StringBuilder();
        for (var i = 0; i <= source.Length; i++)
        {
            if (i < source.Length && (char.IsLetterOrDigit(source[i]) || source[i] == '_'))
            {
                name.Append(source[i]);
                continue;
            }

            if (name.Length > 0)
                yield return name.ToString();
            name.Clear();
            if (i < source.Length)
                i = Skipped(source, i);
        }
    }

    // The last character of the comment or text that begins here; the place itself where none does.
    private static int Skipped(string source, int at)
    {
        if (source.AsSpan(at).StartsWith("//"))
            return End(source.IndexOf('\n', at), source);
        if (source.AsSpan(at).StartsWith("/*"))
            return End(source.IndexOf("*/", at + 2, StringComparison.Ordinal), source, 1);
        if (source[at] is not ('"' or '\''))
            return at;
        var isVerbatim = source[at] == '"' && at > 0 && (source[at - 1] == '@' || (at > 1 && source[at - 1] == '$' && source[at - 2] == '@'));
        for (var i = at + 1; i < source.Length; i++)
        {
            if (source[i] == '\\' && !isVerbatim)
                i++;
            else if (source[i] == source[at] && isVerbatim && i + 1 < source.Length && source[i + 1] == '"')
                i++;
            else if (source[i] == source[at] || source[i] == '\n' && !isVerbatim)
                return i;
        }

        return source.Length;
    }

    private static int End(int found, string source, int more = 0) => found < 0 ? source.Length : found + more;
}
