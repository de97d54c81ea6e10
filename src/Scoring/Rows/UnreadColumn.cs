namespace Rlar.Scoring.Rows;

/// <summary>A column of a row that nothing was read from: what a person should look at first where a whole group has no reward.</summary>
/// <param name="Name">Its name, "rubric" or "response.status".</param>
/// <param name="Why">Why not, without a full stop: "RLAR knows no column of this name".</param>
public sealed record UnreadColumn(string Name, string Why);
