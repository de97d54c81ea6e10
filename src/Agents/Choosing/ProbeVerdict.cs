namespace Rlar.Agents.Choosing;

/// <summary>What came of a choice by probes.</summary>
/// <param name="Rows">The rows on which every tool was run.</param>
/// <param name="Of">The rows that there are.</param>
/// <param name="Tools">The tools, the best first; of equal ones the one that was named first.</param>
public sealed record ProbeVerdict(int Rows, int Of, IReadOnlyList<ProbedTool> Tools)
{
    /// <summary>The tool that is better than all others; null where these cannot be told apart.</summary>
    public string? Best => Tools.Skip(1).All(tool => tool.IsSeparated) ? Tools[0].Tool : null;

    /// <summary>The tools that cannot be told apart from the best, the best among them; the best alone where there is no other.</summary>
    public IReadOnlyList<string> Together => [.. Tools.Where((tool, i) => i == 0 || !tool.IsSeparated).Select(tool => tool.Tool)];
}
