namespace Rlar.Agents.Scouting;

/// <summary>The figures of one search.</summary>
/// <param name="Considered">Models that the sources gave.</param>
/// <param name="Tried">Models that were fetched to be measured.</param>
/// <param name="Rank">The chosen one's rank by claims, from 1; null where none was chosen.</param>
/// <param name="ShareIntegrated">Of those tried, the share of which a tool was made; 0 where none was tried.</param>
/// <param name="ShareExecutable">Of those tried, the share whose tool scored every probe; 0 where none was tried.</param>
/// <param name="Seconds">The time that all of it took.</param>
/// <param name="Tokens">Tokens of language models that were asked to choose: 0, since none is.</param>
public sealed record ScoutFigures(int Considered, int Tried, int? Rank, double ShareIntegrated, double ShareExecutable, double Seconds, long Tokens);
