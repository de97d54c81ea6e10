using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Rlar.Bench.Serving;

/// <summary>Kestrel with nothing but an answer of the same bytes: what any server of this make costs.</summary>
internal static class EchoServer
{
    /// <summary>Starts one on a free port.</summary>
    internal static async Task<(WebApplication App, Uri Address)> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(EchoAsync);
        await app.StartAsync();
        return (app, new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()));
    }

    private static async Task EchoAsync(HttpContext context)
    {
        var length = (int)context.Request.ContentLength!.Value;
        var read = await context.Request.BodyReader.ReadAtLeastAsync(length);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = length;
        foreach (var part in read.Buffer)
            await context.Response.BodyWriter.WriteAsync(part);
        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
    }
}
