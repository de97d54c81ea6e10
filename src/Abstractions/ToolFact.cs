namespace Rlar;

/// <summary>Something that decides verdicts, goes into the version, and is no option: the hash of a model's file, a table's.</summary>
/// <param name="Name">What it is called among the options.</param>
/// <param name="Value">Gives it when a tool is made; throws <see cref="ToolException"/> where what it is of cannot be used.</param>
public sealed record ToolFact(string Name, Func<string> Value);
