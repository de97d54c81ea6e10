namespace Rlar.Agents.Scripts.Patterns;

/// <summary>Gives what a match is replaced by.</summary>
/// <param name="match">The match.</param>
internal delegate string MatchEvaluator(Match match);
