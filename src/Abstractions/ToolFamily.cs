namespace Rlar;

/// <summary>Tools that differ in the model that they ask: <c>judge/tinyllama</c> is the family <c>judge</c> over the model <c>tinyllama</c>.</summary>
/// <param name="Prefix">What the ids start with, before the slash.</param>
/// <param name="Listed">
/// The models with which the family is listed; others can be asked for by name or by path. Found when first asked for: most runs never do, and looking
/// through the models of a machine takes longer than to start.
/// </param>
/// <param name="Define">
/// The definition for a model. It looks the model's files up, and throws <see cref="ToolException"/> where there are none or they are of no
/// use here; it does not load them.
/// </param>
public sealed record ToolFamily(string Prefix, Lazy<IReadOnlyList<string>> Listed, Func<string, ToolDefinition> Define)
{
    /// <summary>The models with which the family is listed.</summary>
    public IReadOnlyList<string> Models => Listed.Value;

    /// <summary>The model that an id of this family names; null where the id is of no tool of this family.</summary>
    /// <param name="id">A tool's id.</param>
    public string? ModelOf(string id) =>
        id.Length > Prefix.Length + 1 && id.StartsWith(Prefix, StringComparison.Ordinal) && id[Prefix.Length] == '/' ? id[(Prefix.Length + 1)..] : null;
}
