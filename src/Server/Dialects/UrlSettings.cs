using System.Globalization;
using Microsoft.AspNetCore.Http;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// What the user wrote behind the address that the trainer was given: <c>/get_reward?tool=math&amp;group_size=8</c>. Trainers have no field for it, but
/// all take a whole address.
/// </summary>
/// <param name="Tool">The tool; null where the router decides.</param>
/// <param name="GroupSize">How many completions a group has that arrives one by one; null where that is not known.</param>
internal readonly record struct UrlSettings(string? Tool, int? GroupSize)
{
    /// <summary>Reads them.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limits">The most completions of a group.</param>
    /// <exception cref="BadRequestException">The group's size is no number that the server takes.</exception>
    internal static UrlSettings Of(HttpRequest request, ServerLimits limits)
    {
        var tool = request.Query["tool"].ToString();
        var size = request.Query["group_size"].ToString();
        int? members = null;
        if (size.Length > 0)
        {
            members = int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read >= 1 && read <= limits.Completions
                ? read
                : throw new BadRequestException(
                    "group_size", $"'{size}' is no number from 1 to {limits.Completions}", "Give it so in the address, or leave it out.");
        }

        return new UrlSettings(tool.Length == 0 ? null : tool, members);
    }
}
