namespace Rlar.Agents.Library;

/// <summary>Tools that differ in the model that they ask: <c>judge/tinyllama</c> is the family <c>judge</c> over the model <c>tinyllama</c>.</summary>
/// <param name="Prefix">What the ids start with, before the slash.</param>
/// <param name="Models">The models with which the family is listed; others can be asked for by name or by path.</param>
/// <param name="Define">
/// The definition for a model. It looks the model's files up, and throws <see cref="ToolException"/> where there are none or they are of no
/// use here; it does not load them.
/// </param>
public sealed record ToolFamily(string Prefix, IReadOnlyList<string> Models, Func<string, ToolDefinition> Define)
{
    /// <summary>The model that an id of this family names; null where the id is of no tool of this family.</summary>
    /// <param name="id">A tool's id.</param>
    public string? ModelOf(string id) =>
        id.Length > Prefix.Length + 1 && id.StartsWith(Prefix, StringComparison.Ordinal) && id[Prefix.Length] == '/' ? id[(Prefix.Length + 1)..] : null;
}
