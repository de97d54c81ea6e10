using System.Security.Cryptography;
using System.Text;
using Rlar.Agents.Rewards;

namespace Rlar.Agents.Library;

/// <summary>How the library makes one kind of tool. A definition is data about the tool; the tool itself is made once its settings are known.</summary>
/// <param name="Draft">The card, but for its version.</param>
/// <param name="Revision">Raised whenever a change of code can change a verdict.</param>
/// <param name="Make">Makes the tool from its card and its settings, reading every option that it has.</param>
public sealed record ToolDefinition(ToolCard Draft, int Revision, Func<ToolCard, ToolSettings, IRewardTool> Make)
{
    /// <summary>Makes the tool.</summary>
    /// <param name="given">Options as given; an unknown one is refused.</param>
    /// <exception cref="ToolException">An option that the tool does not have, or a value that it does not take.</exception>
    public IRewardTool Create(IReadOnlyDictionary<string, string> given)
    {
        // The card is needed to make the tool and the settings to version the card, so the settings are read once to learn them.
        var settings = new ToolSettings(Draft.Id, given);
        Make(Draft, settings);
        settings.RefuseUnread();
        return Make(Draft with { Version = VersionOf(settings) }, settings);
    }

    /// <summary>The tool's options with their defaults, by name.</summary>
    public IReadOnlyDictionary<string, string> Defaults()
    {
        var settings = new ToolSettings(Draft.Id, new Dictionary<string, string>());
        Make(Draft, settings);
        return settings.Effective;
    }

    private string VersionOf(ToolSettings settings)
    {
        var content = new StringBuilder().Append(Draft.Id).Append('\n').Append(Revision).Append('\n');
        foreach (var (name, value) in settings.Effective)
            content.Append(name).Append('=').Append(value).Append('\n');
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content.ToString())))[..12];
    }
}
