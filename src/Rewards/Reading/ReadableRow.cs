namespace Rlar.Rewards.Reading;

/// <summary>Requirements of tools that find out what a row lacks by reading it.</summary>
internal static class ReadableRow
{
    /// <summary>A requirement that is met where a row reads.</summary>
    /// <param name="name">What it is called in a list.</param>
    /// <param name="sentence">What the row must carry, as it follows "needs".</param>
    /// <param name="read">Reads it, and throws <see cref="ToolException"/> with the reason where it does not read.</param>
    /// <param name="isOptional">Whether a row that carries nothing of the kind reads.</param>
    internal static ToolRequirement By(string name, string sentence, Action<Query> read, bool isOptional = false) => new(name, sentence, query =>
    {
        try
        {
            read(query);
            return null;
        }
        catch (ToolException error)
        {
            return error.Message;
        }
    })
    {
        IsOptional = isOptional,
    };
}
