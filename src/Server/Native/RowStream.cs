using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Rlar.Scoring.Pipeline;
using Rlar.Server.Service;
using Rlar.Server.Wire;

namespace Rlar.Server.Native;

/// <summary>
/// Rows in, answers out, a line each and in order, while the rows still come. A line that is no row gets a line that says why, and the stream goes on.
/// Rows are taken as they lie in the connection, some at a time, so that cheap ones cost no task each; reading stops while too many are under way.
/// </summary>
/// <param name="rows">Scores rows.</param>
/// <param name="asked">What is asked beside them.</param>
/// <param name="parts">What the server has.</param>
internal sealed class RowStream(RowScoring rows, ScoreQuery asked, ServerParts parts)
{
    /// <summary>The content type of both ways.</summary>
    internal const string ContentType = "application/x-ndjson";

    private const int RowsAtATime = 64;
    private const int FlushBytes = 32 << 10;
    private static readonly TimeSpan s_comeBack = TimeSpan.FromSeconds(5);
    private long _line;
    private bool _ended;

    /// <summary>Answers a stream.</summary>
    /// <param name="context">The request.</param>
    internal async Task RunAsync(HttpContext context)
    {
        // A stream has no length and may pause; its lines have limits of their own.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        context.Response.ContentType = ContentType;
        var answer = context.Response.BodyWriter;
        await context.Response.StartAsync(context.RequestAborted);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, parts.Stopping);
        var input = context.Request.BodyReader;
        await using var done = OrderedWork.RunAsync(
            _ => NextAsync(input, stop.Token), ScoreAsync, Environment.ProcessorCount, context.RequestAborted).GetAsyncEnumerator(context.RequestAborted);
        while (true)
        {
            var next = done.MoveNextAsync();

            // Whoever waits for an answer before asking on must have it.
            if (answer.UnflushedBytes >= FlushBytes || (answer.UnflushedBytes > 0 && !next.IsCompleted))
                await answer.FlushAsync(context.RequestAborted);
            if (!await next)
                break;
            using var lines = done.Current;
            answer.Write(lines.Written);
        }
    }

    // The lines that have come, at most so many; null at the end.
    private async ValueTask<Lines?> NextAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (!_ended)
        {
            ReadResult read;
            try
            {
                read = await input.ReadAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (parts.Stopping.IsCancellationRequested)
            {
                _ended = true;
                return new Lines(_line + 1) { Error = new BusyException("the server is being shut down, and reads no more of the stream", s_comeBack) };
            }
            catch (Exception error) when (error is BadHttpRequestException or IOException)
            {
                _ended = true;
                return new Lines(_line + 1) { Error = new BadRequestException(null, "the stream ended before its time", "Send the rest again.", error) };
            }

            var taken = Take(read.Buffer, read.IsCompleted, out var consumed);
            _ended |= read.IsCompleted && consumed.Equals(read.Buffer.End);
            input.AdvanceTo(consumed, taken is null ? read.Buffer.End : consumed);
            if (taken is not null)
                return taken;
        }

        return null;
    }

    private Lines? Take(ReadOnlySequence<byte> buffer, bool isLast, out SequencePosition consumed)
    {
        var reader = new SequenceReader<byte>(buffer);
        Lines? lines = null;
        while (lines is null || lines.Count < RowsAtATime)
        {
            if (!reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
            {
                if (reader.Remaining > parts.Limits.LineBytes)
                {
                    _ended = true;
                    lines ??= new Lines(_line + 1);
                    lines.Error = new BodyTooLargeException(parts.Limits.LineBytes);
                    break;
                }

                if (!isLast || reader.Remaining == 0)
                    break;
                line = reader.UnreadSequence;
                reader.AdvanceToEnd();
            }

            lines ??= new Lines(_line + 1);
            lines.Add(line);
            _line++;
        }

        consumed = reader.Position;
        return lines;
    }

    private async Task<PooledOutput> ScoreAsync(Lines lines, CancellationToken cancellationToken)
    {
        using (lines)
        {
            var output = PooledOutput.Rent();
            List<(int At, Task<PooledOutput> Row)>? slow = null;
            for (var i = 0; i < lines.Count; i++)
            {
                if (lines[i].Span.Trim(" \t\r"u8).IsEmpty)
                    continue;
                // Cheap rows are done when they are asked about; behind the first that is not, all have a place of their own to wait in.
                var own = slow is null ? output : PooledOutput.Rent();
                var row = RowAsync(lines[i], lines.First + i, own, cancellationToken);
                if (slow is null && row.IsCompletedSuccessfully)
                    continue;
                if (slow is null)
                    (slow, output) = ([], PooledOutput.Rent());
                slow.Add((i, Of(row, own)));
            }

            return slow is null ? EndOf(lines, output) : EndOf(lines, await TogetherAsync(slow, output));
        }

        static async Task<PooledOutput> Of(ValueTask row, PooledOutput output)
        {
            await row;
            return output;
        }
    }

    private static async Task<PooledOutput> TogetherAsync(List<(int At, Task<PooledOutput> Row)> slow, PooledOutput output)
    {
        foreach (var (_, row) in slow)
        {
            using var own = await row;
            output.Append(own.Written);
        }

        return output;
    }

    private static PooledOutput EndOf(Lines lines, PooledOutput output)
    {
        if (lines.Error is { } error)
            WriteError(output, error, lines.First + lines.Count);
        return output;
    }

    private async ValueTask RowAsync(ReadOnlyMemory<byte> line, long number, PooledOutput output, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await rows.ScoreAsync(line, number, "line", asked, output, cancellationToken);
                output.Append("\n"u8);
                return;
            }
            catch (BusyException busy) when (!parts.Stopping.IsCancellationRequested)
            {
                // Who sends a stream has nobody to try again for a row: it waits here, and with it what follows.
                await Task.Delay(busy.RetryAfter, parts.Clock, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // The boundary: whatever a row leads to costs its own line and no other.
            catch (Exception error)
#pragma warning restore CA1031
            {
                WriteError(output, error, number);
                return;
            }
        }
    }

    private static void WriteError(PooledOutput output, Exception error, long line)
    {
        using var json = new Utf8JsonWriter(output.Bytes);
        var said = ErrorAnswers.Default.Of(error);
        json.WriteStartObject();
        json.WriteNumber("line", line);
        json.WriteStartObject("error");
        json.WriteString("type", said.Type);
        json.WriteString("message", said.Message);
        if (said.Field is not null)
            json.WriteString("field", said.Field);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        output.Append("\n"u8);
    }
}
