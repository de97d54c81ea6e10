using System.Runtime.InteropServices;
using System.Text;
using Rlar.Inference.Tokenizers.Unicode;

namespace Rlar.Inference.Tokenizers.Decoders;

/// <summary>
/// ByteLevel: from the byte alphabet to the bytes and their text; a token with another character is taken as text.
/// Bytes that are no UTF-8 become U+FFFD.
/// </summary>
internal sealed class ByteLevelDecoder : Decoder
{
    internal override List<string> Apply(List<string> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            var from = bytes.Count;
            foreach (var c in token)
            {
                var value = ByteAlphabet.ToByte(c);
                if (value < 0)
                {
                    CollectionsMarshal.SetCount(bytes, from);
                    bytes.AddRange(Encoding.UTF8.GetBytes(token));
                    break;
                }

                bytes.Add((byte)value);
            }
        }

        return [Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(bytes))];
    }
}
