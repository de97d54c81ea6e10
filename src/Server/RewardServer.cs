using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Rlar.Server.Native;
using Rlar.Server.Page;
using Rlar.Server.Wire;

namespace Rlar.Server;

/// <summary>This machine's rewards over HTTP: its own API and the dialects of trainers on one port.</summary>
public sealed class RewardServer : IAsyncDisposable
{
    private static readonly TimeSpan s_comeBack = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stopping = new();
    private readonly NativeApi _native;
    private readonly WebApplication _app;
    private readonly RewardServerOptions _options;

    /// <summary>Builds a server.</summary>
    /// <param name="options">Where it listens and what it speaks.</param>
    /// <param name="parts">What it has.</param>
    /// <exception cref="ServerException">The address is not loopback, and there is no token.</exception>
    public RewardServer(RewardServerOptions options, ServerParts parts)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parts);
        if (!IPAddress.IsLoopback(options.Address) && string.IsNullOrEmpty(options.Token))
        {
            throw new ServerException(
                $"{options.Address} can be reached from other machines, and there is no token. Give one with --token-file or RLAR_TOKEN.");
        }
        _options = options;
        parts = parts with { Stopping = _stopping.Token };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options, parts.Limits));
        builder.Services.AddRoutingCore().AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTime);
        _native = new NativeApi(options.Native);
        IDialect[] dialects = [_native, .. options.Dialects];
        foreach (var dialect in dialects)
            dialect.AddServices(builder.Services, parts);
        _app = builder.Build();
        var gate = new Gate(options.Token);
        _app.UseWebSockets();
        _app.UseRouting();
        _app.Use(next => context => EnterAsync(context, gate, next));
        foreach (var dialect in dialects)
            dialect.Map(_app.MapGroup("").WithMetadata(new DialectName(dialect.Name)), parts);
        _app.UseEndpoints(_ => { });
        _app.Run(context => ErrorAnswers.Default.AnswerAsync(
            context,
            new RequestError(
                StatusCodes.Status404NotFound,
                "not_found",
                $"there is no {context.Request.Method} {context.Request.Path}. GET /openapi.json lists what there is.")));
    }

    /// <summary>Where the server is, once it is started: <c>http://127.0.0.1:8100</c>.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>The addresses that are answered.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    /// <summary>Begins to listen.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServerException">The address is taken, or not this machine's.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new ServerException(
                $"{_options.Address}:{_options.Port} cannot be listened on: {error.Message}. Give --port another one, or --address one of this machine.",
                error);
        }

        var addresses = _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Address = new Uri(addresses.Addresses.First());
    }

    /// <summary>Takes no more connections, answers what is under way, and ends.</summary>
    /// <param name="cancellationToken">Ends at once.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _app.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _native.Dispose();
        _stopping.Dispose();
    }

    private async Task EnterAsync(HttpContext context, Gate gate, RequestDelegate next)
    {
        if (_stopping.IsCancellationRequested && HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Connection = "close";
            await ErrorAnswers.Default.AnswerAsync(
                context,
                new RequestError(StatusCodes.Status503ServiceUnavailable, "busy", "the server is being shut down. Try again when it is up.")
                {
                    RetryAfter = s_comeBack,
                });
            return;
        }

        if (await gate.LetsInAsync(context, context.GetEndpoint()?.Metadata.GetMetadata<PublicAddress>() is not null))
            await next(context);
    }

    private static void Configure(KestrelServerOptions kestrel, RewardServerOptions options, ServerLimits limits)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = limits.BodyBytes;
        kestrel.Limits.MaxConcurrentConnections = limits.Connections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = limits.Connections;

        // A client that sends all its rows before it reads an answer must not wait for a server that waits for it.
        kestrel.Limits.MaxResponseBufferSize = 64 << 20;
        kestrel.Listen(options.Address, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
    }

    /// <summary>Signals are the host's business.</summary>
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
