// Reads the register with the public Go packages of the format and nothing of ours: the signed head, every tile,
// every entry, and the proof that a receipt carries. Usage: client <portal> <receipt.json>
package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type receipt struct {
	Entry string
	Proof struct {
		Index      int64
		TreeSize   int64
		Hashes     []string
		Checkpoint string
	}
}

func get(url string) []byte {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	check(err)
	response, err := http.DefaultClient.Do(request)
	check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	check(err)
	if response.StatusCode != http.StatusOK {
		log.Fatalf("%s: %s", url, response.Status)
	}
	return body
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// open verifies a signed head and reads it as tlog-checkpoint.
func open(signed []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		log.Fatalf("the head is of %q", lines[0])
	}
	var tree tlog.Tree
	_, err = fmt.Sscan(lines[1], &tree.N)
	check(err)
	tree.Hash, err = tlog.ParseHash(lines[2])
	check(err)
	return tree
}

// reader fetches tiles by their C2SP paths, which leave out the height.
type reader struct{ register string }

func (r reader) Height() int { return 8 }
func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		all = append(all, get(r.register+"/"+path))
	}
	return all, nil
}
func (r reader) SaveTiles([]tlog.Tile, [][]byte) {}

func main() {
	register := os.Args[1] + "/register"
	verifier, err := note.NewVerifier(strings.TrimSpace(string(get(register + "/key"))))
	check(err)
	tree := open(get(register+"/checkpoint"), verifier)
	hashes := tlog.TileHashReader(tree, reader{register})

	seen := readEntries(register, tree, hashes)
	checkReceipt(os.Args[2], verifier, tree, hashes)
	fmt.Printf("%d entries verified\n", seen)
}

// readEntries compares every entry of every bundle with its hash in the authenticated tree.
func readEntries(register string, tree tlog.Tree, hashes tlog.HashReader) int64 {
	var at int64
	for at < tree.N {
		tile := tlog.Tile{H: 8, L: 0, N: at / 256, W: int(min(tree.N-at, 256))}
		bundle := get(register + "/" + strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1))
		var found []tlog.Hash
		var places []int64
		for ; len(bundle) > 0; at++ {
			length := int(bundle[0])<<8 | int(bundle[1])
			found = append(found, tlog.RecordHash(bundle[2:2+length]))
			places = append(places, tlog.StoredHashIndex(0, at))
			bundle = bundle[2+length:]
		}
		stored, err := hashes.ReadHashes(places)
		check(err)
		if !slices.Equal(stored, found) {
			log.Fatalf("the entries before number %d are not what the tree says", at)
		}
	}
	return at
}

func checkReceipt(file string, verifier note.Verifier, tree tlog.Tree, hashes tlog.HashReader) {
	text, err := os.ReadFile(file)
	check(err)
	var document receipt
	check(json.Unmarshal(text, &document))
	entry, err := base64.StdEncoding.DecodeString(document.Entry)
	check(err)

	var proof tlog.RecordProof
	for _, one := range document.Proof.Hashes {
		hash, err := tlog.ParseHash(one)
		check(err)
		proof = append(proof, hash)
	}
	head := open([]byte(document.Proof.Checkpoint), verifier)
	check(tlog.CheckRecord(proof, head.N, head.Hash, document.Proof.Index, tlog.RecordHash(entry)))
	grown, err := tlog.ProveTree(tree.N, head.N, hashes)
	check(err)
	check(tlog.CheckTree(grown, tree.N, tree.Hash, head.N, head.Hash))
}
