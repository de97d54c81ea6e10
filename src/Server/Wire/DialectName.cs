namespace Rlar.Server.Wire;

/// <summary>Whose address it is: on each of them.</summary>
/// <param name="Name">The dialect's name.</param>
internal sealed record DialectName(string Name);
