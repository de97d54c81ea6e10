namespace Rlar;

/// <summary>A tool as a row's route names it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version when the route was written; "" where the row does not say.</param>
/// <param name="Weight">Its share of the reward, above 0.</param>
public sealed record WrittenTool(string Id, string Version, double Weight);
