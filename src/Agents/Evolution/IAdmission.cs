using Rlar.Agents.Drafts;

namespace Rlar.Agents.Evolution;

/// <summary>The gate and the library behind it: a draft is tried, and kept where it passes. A draft that is there already is kept as it is.</summary>
public interface IAdmission
{
    /// <summary>Text that differs wherever a verdict on a draft could: the gate's version and options. A walk that goes on is held against it.</summary>
    string Version { get; }

    /// <summary>Whether a tool that was admitted is still in force. Default: it is.</summary>
    /// <param name="tool">Its id and version, "synth/NAME@VERSION".</param>
    bool Holds(string tool) => true;

    /// <summary>Tries a draft, and admits it where it passes.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="labelled">Completions with verdicts that its author was not shown.</param>
    /// <param name="cancellationToken">Stops it; nothing is admitted then.</param>
    ValueTask<AdmissionAnswer> AdmitAsync(ToolDraft draft, IReadOnlyList<Probe> labelled, CancellationToken cancellationToken);
}
