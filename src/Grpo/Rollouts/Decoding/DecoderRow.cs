namespace Rlar.Grpo.Rollouts.Decoding;

/// <summary>A token that is computed: which, and where it stands.</summary>
/// <param name="Cache">Its sequence, which holds every position before it, or gets them in the same step.</param>
/// <param name="Position">Its position, from 0.</param>
/// <param name="Token">Its id.</param>
internal readonly record struct DecoderRow(KeyValueCache Cache, int Position, int Token);
