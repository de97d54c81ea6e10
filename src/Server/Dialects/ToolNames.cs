namespace Rlar.Server.Dialects;

/// <summary>
/// Which tool scores for a name that a trainer has for it: a route of the original research code, a model of verl. What the user mapped goes first, then
/// a tool of that id, then a reward model <c>rm/NAME</c> that is listed, by the whole name or by what follows its last slash.
/// </summary>
/// <param name="mapped">Tools by name; null for none.</param>
public sealed class ToolNames(IReadOnlyDictionary<string, string>? mapped = null)
{
    /// <summary>Nothing mapped.</summary>
    public static ToolNames None { get; } = new();

    /// <summary>The id of the tool for a name; null where there is none.</summary>
    /// <param name="tools">The tools.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ToolException">The name is mapped to a tool that is not there.</exception>
    public string? Find(ToolRegistry tools, string name)
    {
        ArgumentNullException.ThrowIfNull(tools);
        ArgumentNullException.ThrowIfNull(name);
        if (mapped is not null && mapped.TryGetValue(name, out var tool))
            return tools.Find(tool).Draft.Id;
        var last = name[(name.LastIndexOf('/') + 1)..];
        return Array.Find([name, $"rm/{name}", $"rm/{last}"], tools.Contains);
    }
}
