namespace Rlar;

/// <summary>The base of tools that judge each completion by itself, with nothing to prepare for its group.</summary>
/// <param name="card">The tool's card.</param>
public abstract class CompletionTool(ToolCard card) : GroupTool<Query>(card)
{
    /// <inheritdoc/>
    protected sealed override Query Prepare(Query query) => query;
}
