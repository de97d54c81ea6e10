using Rlar.Agents.Drafts;

namespace Rlar.Host.Drafting;

/// <summary>Those who make tools of drafts, and what they run on, given back together.</summary>
internal sealed class DraftMakers : IAsyncDisposable
{
    /// <summary>The makers, one a form.</summary>
    internal IReadOnlyList<IDraftMaker> All { get; } = [];

    /// <summary>The maker of a draft.</summary>
    /// <exception cref="HostException">There is none for its form.</exception>
    internal IDraftMaker For(ToolDraft draft) => All.FirstOrDefault(maker => maker.Form == draft.Form)
        ?? throw new HostException($"{draft.Id}: no tool can be made of a {draft.Form.ToString().ToLowerInvariant()} here.");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var maker in All)
        {
            if (maker is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else
                (maker as IDisposable)?.Dispose();
        }
    }
}
