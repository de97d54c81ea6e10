namespace Rlar;

/// <summary>
/// A tool's place in a <see cref="ToolRegistry"/>: its definition is made when it is first asked for, because a run uses a few tools of many.
/// </summary>
/// <param name="id">The tool's id.</param>
/// <param name="define">Makes the definition, which has this id.</param>
public sealed class ToolEntry(string id, Func<ToolDefinition> define)
{
    private readonly Lazy<ToolDefinition> _definition = new(() => define() is var made && made.Draft.Id == id
        ? made
        : throw new InvalidOperationException($"The tool '{made.Draft.Id}' is in the registry as '{id}'."));

    /// <summary>The tool's id.</summary>
    public string Id { get; } = id;

    /// <summary>Its definition.</summary>
    public ToolDefinition Definition => _definition.Value;

    internal static ToolEntry Of(ToolDefinition definition) => new(definition.Draft.Id, () => definition);
}
