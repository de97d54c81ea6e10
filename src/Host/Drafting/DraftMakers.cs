using Rlar.Agents.Drafts;
using Rlar.Agents.Scripts;
using Rlar.Agents.Templates;

namespace Rlar.Host.Drafting;

/// <summary>Those who make tools of drafts, and what they run on, given back together.</summary>
internal sealed class DraftMakers : IAsyncDisposable
{
    /// <summary>Makes them; nothing is started before a script is called.</summary>
    internal DraftMakers() => All = [new TemplateMaker(), Scripts = new ScriptMaker(Workers)];

    /// <summary>The makers, one a form.</summary>
    internal IReadOnlyList<IDraftMaker> All { get; }

    /// <summary>The maker of scripts.</summary>
    internal ScriptMaker Scripts { get; }

    /// <summary>What scripts run in: workers of the sandbox.</summary>
    internal ScriptWorkers Workers { get; } = new();

    /// <summary>The maker of a draft.</summary>
    /// <exception cref="HostException">There is none for its form.</exception>
    internal IDraftMaker For(ToolDraft draft) => All.FirstOrDefault(maker => maker.Form == draft.Form)
        ?? throw new HostException($"{draft.Id}: no tool can be made of a {draft.Form.ToString().ToLowerInvariant()} here.");

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Workers.DisposeAsync();
}
