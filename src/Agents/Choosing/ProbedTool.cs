namespace Rlar.Agents.Choosing;

/// <summary>What probes say of one tool.</summary>
/// <param name="Tool">Its id, with its options where it has any.</param>
/// <param name="Figure">The mean of its rows' figures, a value between 0.0 and 1.0.</param>
/// <param name="Behind">How far it is behind the best tool, the mean over the rows; 0 for the best.</param>
/// <param name="Low">The lower end of the interval of that.</param>
/// <param name="High">The upper end.</param>
/// <param name="IsSeparated">Whether the interval stands above 0: the tool is worse than the best. False for the best.</param>
public sealed record ProbedTool(string Tool, double Figure, double Behind, double Low, double High, bool IsSeparated);
