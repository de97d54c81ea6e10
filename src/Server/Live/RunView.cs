namespace Rlar.Server.Live;

/// <summary>A run at one moment.</summary>
/// <param name="Identity">What it is.</param>
/// <param name="Revision">Of which change.</param>
/// <param name="Unit">What its curves run along: "ms", "row" or "step".</param>
/// <param name="Width">Units of a point.</param>
/// <param name="From">The first point that is here.</param>
/// <param name="Last">The furthest point; -1 where there is none.</param>
/// <param name="Age">Since it began, or was found.</param>
/// <param name="Quiet">Since something was added.</param>
/// <param name="PerSecond">Completions a second of late.</param>
/// <param name="Note">What there is to say of it as a whole; "" where nothing.</param>
/// <param name="All">All of it.</param>
/// <param name="Tools">By tool, on the tool's own scale.</param>
/// <param name="Tasks">By task, the reward.</param>
/// <param name="Sources">By who asked.</param>
/// <param name="Gauges">Other numbers by name.</param>
/// <param name="Routes">The routes that were taken.</param>
internal sealed record RunView(
    RunIdentity Identity, long Revision, string Unit, long Width, int From, int Last, TimeSpan Age, TimeSpan Quiet, double PerSecond, string Note,
    TallyView All, TallyView[] Tools, TallyView[] Tasks, TallyView[] Sources, TallyView[] Gauges, RouteView[] Routes);
