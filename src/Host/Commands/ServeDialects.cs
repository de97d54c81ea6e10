using System.CommandLine;
using Rlar.Server.Dialects;
using Rlar.Server.Live;
using Rlar.Server.Page;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Host.Commands;

/// <summary>What <c>rlar serve</c> speaks.</summary>
internal static class ServeDialects
{
    /// <summary>All dialects and the page.</summary>
    internal static IReadOnlyList<IDialect> All(
        ParseResult parsed, ServeFlags flags, LiveLog live, ServiceMeter meter, CancellationToken cancellationToken)
    {
        var environments = flags.Environments(parsed, cancellationToken);
        return
        [
            new RlarDialect(),
            new OpenRlhfDialect(),
            new SlimeDialect(),
            new VerlDialect(),
            new ChatDialect(),
            new NemoGymDialect(),
            new RollDialect(),
            new SandboxFusionDialect(),
            new RewardAgentDialect(),
            new McpDialect(),
            .. environments.Count == 0 ? [] : new IDialect[] { new OrsDialect(environments), new OpenEnvDialect(environments) },
            new PageDialect(live, new PageOptions { Queue = () => meter.Queued }),
        ];
    }
}
