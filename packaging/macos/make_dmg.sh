#!/bin/sh
# A disk image with the program and a link to Applications:   make_dmg.sh Setsudo.app OUT.dmg
# With SETSUDO_CODESIGN (an identity) the image is signed; with SETSUDO_NOTARY (a keychain profile of
# notarytool) it is notarised as well. Without them macOS warns when the program is first opened.
set -eu

bundle=$1
image=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cp -R "$bundle" "$folder/"
ln -s /Applications "$folder/Applications"
rm -f "$image"
hdiutil create -quiet -volname Setsudo -srcfolder "$folder" -format UDZO "$image"
if [ -n "${SETSUDO_CODESIGN:-}" ]; then
    codesign --sign "$SETSUDO_CODESIGN" --timestamp "$image"
fi
if [ -n "${SETSUDO_NOTARY:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$SETSUDO_NOTARY" --wait
    xcrun stapler staple "$image"
fi
