using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rlar.Rewards.Sandbox;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Dialects;

/// <summary>
/// SandboxFusion: <c>POST /run_code</c> runs a program and says what it did, <c>GET /v1/ping</c> is answered by "pong". verl's client tries again after 504
/// alone, three times, so that this is what a full sandbox says; a sandbox that broke is the status "SandboxError".
/// </summary>
/// <param name="atOnce">How many programs run at a time. Default: one for each processor.</param>
/// <param name="wait">How long a program waits for its turn: verl's client goes away 10 s after the two timeouts. Default 8 s.</param>
#pragma warning disable CA1001 // A semaphore whose handle is not asked for holds nothing to be freed.
public sealed class SandboxFusionDialect(int? atOnce = null, TimeSpan? wait = null) : IDialect
#pragma warning restore CA1001
{
    private const int KilledBySignal = -9;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private static readonly ErrorAnswers s_errors = new()
    {
        Busy = StatusCodes.Status504GatewayTimeout,
        Write = (json, error) =>
        {
            json.WriteStartObject();
            json.WriteString("detail", error.Message);
            json.WriteEndObject();
        },
    };

    private readonly SemaphoreSlim _places = new(atOnce ?? Environment.ProcessorCount);
    private readonly TimeSpan _wait = wait ?? TimeSpan.FromSeconds(8);

    /// <inheritdoc/>
    public string Name => "sandbox-fusion";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder endpoints, ServerParts parts)
    {
        endpoints.Post("/run_code", s_errors, context => AnswerAsync(context, parts));
        endpoints.Get("/v1/ping", s_errors, context => JsonAnswer.WriteAsync(context, json => json.WriteStringValue("pong")));
    }

    private async Task AnswerAsync(HttpContext context, ServerParts parts)
    {
        FusionRequest request;
        using (var body = await JsonBody.ReadAsync(context.Request, parts.Limits, context.RequestAborted))
            request = FusionRequest.Read(body.Root, parts.Limits);
        if (FusionLanguage.Find(request.Language) is not { } language)
        {
            if (!FusionLanguage.IsOther(request.Language))
            {
                throw new BadRequestException(
                    "language", $"there is no language '{request.Language}'", $"Here are run: {string.Join(", ", FusionLanguage.Names)}.");
            }

            await WriteErrorAsync(context, $"{request.Language} is not run here; {string.Join(", ", FusionLanguage.Names)} are.");
        }
        else if (parts.Sandbox is not { } pool)
        {
            await WriteErrorAsync(context, parts.WhyNoSandbox ?? "There is no sandbox here.");
        }
        else if (SandboxPool.FindProgram(language.Needs) is null)
        {
            await WriteErrorAsync(context, $"{language.Needs} is needed to run {request.Language} and not installed in /usr.");
        }
        else
        {
            await RunAsync(context, new FusionRun(pool), request, language);
        }
    }

    private async Task RunAsync(HttpContext context, FusionRun run, FusionRequest request, FusionLanguage language)
    {
        if (!await _places.WaitAsync(_wait, context.RequestAborted))
            throw new BusyException("All places of the sandbox are taken", s_pause);
        SandboxResult? compiled;
        SandboxResult? ran;
        try
        {
            (compiled, ran) = await run.RunAsync(request, language, context.RequestAborted);
        }
        catch (SandboxException error)
        {
            await WriteErrorAsync(context, error.Message);
            return;
        }
        finally
        {
            _places.Release();
        }

        await JsonAnswer.WriteAsync(context, json => Write(json, Status(compiled, ran), "", compiled, ran));
    }

    private static Task WriteErrorAsync(HttpContext context, string message) =>
        JsonAnswer.WriteAsync(context, json => Write(json, "SandboxError", message, null, null));

    private static string Status(params ReadOnlySpan<SandboxResult?> results)
    {
        foreach (var result in results)
        {
            if (result is { Stop: SandboxStop.None, ExitStatus: null })
                return "SandboxError";
            if (result is not null && result is not { Stop: SandboxStop.None, ExitStatus: 0 })
                return "Failed";
        }

        return "Success";
    }

    private static void Write(Utf8JsonWriter json, string status, string message, SandboxResult? compiled, SandboxResult? ran)
    {
        json.WriteStartObject();
        json.WriteString("status", status);
        json.WriteString("message", message);
        json.WritePropertyName("compile_result");
        Write(json, compiled, isCompiler: true);
        json.WritePropertyName("run_result");
        Write(json, ran, isCompiler: false);
        json.WriteNull("executor_pod_name");
        json.WriteStartObject("files");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SandboxResult? result, bool isCompiler)
    {
        if (result is null)
        {
            json.WriteNullValue();
            return;
        }

        var isLate = result.Stop is SandboxStop.CpuTime or SandboxStop.WallTime;
        var stop = result.Stop == SandboxStop.None || isLate ? "" : $"\nstopped by the limit on {result.Stop}\n";
        json.WriteStartObject();
        json.WriteString("status", isLate ? "TimeLimitExceeded" : result is { Stop: SandboxStop.None, ExitStatus: null } ? "Error" : "Finished");
        json.WriteNumber("execution_time", result.Wall);

        // Any other limit ended it as a kernel's would have: by a signal.
        if (isLate || (result.Stop == SandboxStop.None && result.ExitStatus is null))
            json.WriteNull("return_code");
        else
            json.WriteNumber("return_code", result.ExitStatus ?? KilledBySignal);
        json.WriteString("stdout", isCompiler ? "" : Encoding.UTF8.GetString(result.Stdout.Span));
        json.WriteString("stderr", Encoding.UTF8.GetString(result.Stderr.Span) + stop);
        json.WriteEndObject();
    }
}
