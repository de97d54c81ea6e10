namespace Rlar.Server.Service;

/// <summary>Which group a request's completions belong to. Only tools that compare siblings wait for the others.</summary>
/// <param name="Id">The group's id: requests of one id that arrive within the window are one group.</param>
/// <param name="Size">How many completions the group has; null where the trainer does not say, and the window alone closes it.</param>
public readonly record struct GroupJoin(string Id, int? Size = null);
