using Rlar.Agents.Drafts;
using Rlar.Agents.Gate;
using Rlar.Agents.Library;
using Rlar.Agents.Scouting;

namespace Rlar.Agents.Evolution;

/// <summary>
/// Sends drafts through the gate of their form, and keeps those that pass in a library. A draft that is there in this version stays as it is.
/// </summary>
/// <param name="makers">Make tools of drafts, one for each form.</param>
/// <param name="library">Where tools are kept.</param>
/// <param name="options">What a verifier must reach.</param>
/// <param name="time">The clock of the gate.</param>
public sealed class LibraryAdmission(IReadOnlyList<IDraftMaker> makers, ToolLibrary library, GateOptions options, TimeProvider time) : IAdmission
{
    private readonly MeasureOptions _measure = new();

    /// <inheritdoc/>
    public string Version { get; } = $"gate {GateReport.CurrentVersion} {options}";

    /// <inheritdoc/>
    public bool Holds(string tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        return library.LifeOf(tool.Split('@')[0]) is { Kind: "admitted" } last && tool == $"{last.Id}@{last.Version}";
    }

    /// <inheritdoc/>
    public string? VersionOf(string id, string hash)
    {
        ArgumentNullException.ThrowIfNull(id);
        return library.LifeOf(id) is { Kind: "admitted" } last && library.Find(id).Draft.Hash == hash ? last.Version : null;
    }

    /// <inheritdoc/>
    public async ValueTask<AdmissionAnswer> AdmitAsync(ToolDraft draft, IReadOnlyList<Probe> labelled, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(labelled);
        if (makers.FirstOrDefault(maker => maker.Form == draft.Form) is not { } maker)
            return new AdmissionAnswer(false, "", $"Nothing here makes tools of drafts of the form {draft.Form}.");
        // What a person took out of force is not brought back by a machine that writes it again.
        if (library.LifeOf(draft.Id) is { Kind: "revoked" } revoked
            && maker.Define(draft).DefaultCard().Version == revoked.ToolVersion)
            return new AdmissionAnswer(false, "", $"This very tool was revoked: {revoked.Reason}");
        var report = draft.Form == DraftForm.Model
            ? await new ModelGate(maker, _measure).ExamineAsync(draft, labelled, cancellationToken)
            : await new ToolGate(time).ExamineAsync(maker, draft, new GateEvidence { Labelled = labelled }, options, cancellationToken);
        if (!report.Accepted)
        {
            var failed = report.Failed.ToArray();
            var example = failed.Select(check => check.Example).OfType<GateExample>().FirstOrDefault();
            return new AdmissionAnswer(
                false, "", string.Join(" ", failed.Select(check => $"{check.Name}: {check.Reason}.")),
                example is null ? null : $"{example.Completion} (it said {example.Outcome}; {example.Expected} was expected)");
        }

        var tool = library.Admit(draft, report);
        return new AdmissionAnswer(true, tool.Version, $"Passed {report.Checks.Count} checks.");
    }
}
